// What a faithful copy of a tree needs and the Glibc module of Swift lacks or hides behind variadic functions and
// feature macros. Every function returns a result of at least 0 or the negated errno: errno itself would have to
// survive whatever Swift does between the call and the reading of it. A `path` of NULL means the descriptor itself.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// The parts of statx(2) that a copy looks at.
struct galleon_stat {
  uint64_t dev, ino, size, blocks, rdev, attributes;
  int64_t mtime_sec, ctime_sec, atime_sec;
  uint32_t mtime_nsec, ctime_nsec, atime_nsec;
  uint32_t mode, nlink, uid, gid, block_size;
};

/// A range of a file that is allocated but holds no data (FIEMAP_EXTENT_UNWRITTEN).
struct galleon_range {
  uint64_t start, length;
};

int galleon_stat(int directory, const char *name, struct galleon_stat *result);
int galleon_stat_descriptor(int descriptor, struct galleon_stat *result);

int galleon_open(int directory, const char *name, int flags, uint32_t mode);
int galleon_open_source(int directory, const char *name);
int galleon_open_directory(int directory, const char *name);
int galleon_close(int descriptor);
int64_t galleon_list(int directory, void *buffer, size_t size);
int64_t galleon_rewind(int descriptor);
int64_t galleon_next_data(int descriptor, int64_t offset);
int64_t galleon_next_hole(int descriptor, int64_t offset);
int64_t galleon_read(int descriptor, void *buffer, size_t size, int64_t offset);
int64_t galleon_write(int descriptor, const void *buffer, size_t size, int64_t offset);
int64_t galleon_copy_range(int from, int to, int64_t offset, size_t size);
int galleon_clone(int from, int to);
int galleon_truncate(int descriptor, int64_t size);
int galleon_preallocate(int descriptor, int64_t offset, int64_t size);
int galleon_punch(int descriptor, int64_t offset, int64_t size);
/// Fills `ranges` with the unwritten extents from `offset` on, at most `capacity`; `*next` is where to go on, or 0.
int galleon_unwritten(
    int descriptor, uint64_t offset, struct galleon_range *ranges, unsigned capacity,
    uint64_t *next);

int galleon_make_directory(int directory, const char *name, uint32_t mode);
int galleon_make_node(int directory, const char *name, uint32_t mode, uint64_t device);
int galleon_make_symlink(const char *target, int directory, const char *name);
int64_t galleon_read_link(int directory, const char *name, char *buffer, size_t size);
int galleon_link(int from, const char *name, int to, const char *new_name);
int galleon_unlink(int directory, const char *name, int is_directory);
int galleon_rename(int from, const char *name, int to, const char *new_name);

int galleon_chown(int directory, const char *name, uint32_t uid, uint32_t gid);
int galleon_chmod(int directory, const char *name, uint32_t mode);
int galleon_set_times(
    int directory, const char *name, int64_t atime_sec, int64_t atime_nsec, int64_t mtime_sec,
    int64_t mtime_nsec);
int galleon_get_flags(int descriptor, uint32_t *flags);
int galleon_set_flags(int descriptor, uint32_t flags);

int64_t galleon_list_xattr(int descriptor, const char *path, char *buffer, size_t size);
int64_t galleon_get_xattr(
    int descriptor, const char *path, const char *name, void *buffer, size_t size);
int galleon_set_xattr(
    int descriptor, const char *path, const char *name, const void *value, size_t size);
int galleon_remove_xattr(int descriptor, const char *path, const char *name);

int galleon_sync_filesystem(int descriptor);
int galleon_sync_data(int descriptor);
/// Gives the calling thread a file mode creation mask of its own, and empties it.
int galleon_own_umask(void);
/// Total and available bytes of the file system, and its type.
int galleon_space(int descriptor, uint64_t *total, uint64_t *available, uint64_t *type);
/// A whole second and nanoseconds of the clock that stamps files (CLOCK_REALTIME_COARSE).
void galleon_file_clock(int64_t *seconds, int64_t *nanoseconds);

