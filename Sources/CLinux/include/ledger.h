// What tells a file from a copy of it: statx(2)'s birth time, which the Glibc module of Swift lacks.
#pragma once
#include <stdint.h>

/// What the file system says of a file. Birth times are 0 where it keeps none.
struct galleon_file_mark {
  uint64_t device, inode, size;
  int64_t birth_sec, mtime_sec;
  uint32_t birth_nsec, mtime_nsec;
};

/// 0, or the negated errno. Opens nothing: closing a descriptor of a database would drop the locks that SQLite has on it.
int galleon_file_mark(const char *path, struct galleon_file_mark *mark);
