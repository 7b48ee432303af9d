#define _GNU_SOURCE
#include "processors.h"
#include <sched.h>
#include <stddef.h>

int galleon_processors_allowed(void) {
  // A set of fixed size is too small for machines with more than 1024 processors.
  for (int count = 1024; count <= 1 << 20; count *= 4) {
    cpu_set_t *set = CPU_ALLOC(count);
    if (set == NULL) return 0;
    size_t size = CPU_ALLOC_SIZE(count);
    int result = sched_getaffinity(0, size, set);
    int found = result == 0 ? CPU_COUNT_S(size, set) : 0;
    CPU_FREE(set);
    if (result == 0) return found;
  }
  return 0;
}
