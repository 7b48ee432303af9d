// Memory that is about to be needed.
#pragma once
#include <stddef.h>

/// Has the processor fetch what lies there into its caches, without waiting for it. Any address will do, also one where nothing is
/// any more: it is a hint, nothing is read.
static inline void galleon_prefetch(const void *_Nullable at, size_t bytes) {
  for (size_t offset = 0; offset < bytes; offset += 64)
    __builtin_prefetch((const char *)at + offset, 1);
}
