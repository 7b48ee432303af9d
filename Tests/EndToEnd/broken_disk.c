// Preloaded into galleond: makes the kernel's answer to writing or syncing the ledger EIO while a file of that name exists,
// and lets syncing of exports files hang while a file "hang" does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

static int is_named(const char *what, int descriptor, const char *name) {
  const char *directory = getenv("BROKEN_DISK");
  char flag[4096], link[64], target[4096];
  if (!directory) return 0;
  snprintf(flag, sizeof flag, "%s/%s", directory, what);
  if (access(flag, F_OK) != 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, target, sizeof target - 1);
  if (length < 0) return 0;
  target[length] = 0;
  return strstr(target, name) != NULL && !strstr(target, ".lock");
}

static int broken(const char *what, int descriptor) {
  return is_named(what, descriptor, "ledger.sqlite");
}

ssize_t pwrite64(int descriptor, const void *buffer, size_t size, off_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off_t);
  if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
  if (!broken("write", descriptor)) return real(descriptor, buffer, size, offset);
  errno = EIO;
  return -1;
}

ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t offset) {
  return pwrite64(descriptor, buffer, size, offset);
}

int fdatasync(int descriptor) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
  while (is_named("hang", descriptor, "/exports.d/")) usleep(20000);
  if (!broken("sync", descriptor)) return real(descriptor);
  errno = EIO;
  return -1;
}
