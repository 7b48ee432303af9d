#define _GNU_SOURCE
#include "ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int galleon_file_mark(const char *path, struct galleon_file_mark *mark) {
  struct statx from;
  if (statx(AT_FDCWD, path, 0, STATX_BASIC_STATS | STATX_BTIME, &from) < 0) return -errno;
  mark->device = makedev(from.stx_dev_major, from.stx_dev_minor);
  mark->inode = from.stx_ino;
  mark->size = from.stx_size;
  mark->birth_sec = from.stx_mask & STATX_BTIME ? from.stx_btime.tv_sec : 0;
  mark->birth_nsec = from.stx_mask & STATX_BTIME ? from.stx_btime.tv_nsec : 0;
  mark->mtime_sec = from.stx_mtime.tv_sec;
  mark->mtime_nsec = from.stx_mtime.tv_nsec;
  return 0;
}
