#define _GNU_SOURCE
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

// Interrupted calls are repeated here: no caller of these wants to hear of a signal.
#define RESULT(call)                              \
  do {                                            \
    __typeof__(call) result;                      \
    do {                                          \
      result = (call);                            \
    } while (result < 0 && errno == EINTR);       \
    return result < 0 ? (__typeof__(call))-errno : result; \
  } while (0)

static int fill(int directory, const char *name, int flags, struct galleon_stat *result) {
  struct statx from;
  if (statx(directory, name, flags | AT_NO_AUTOMOUNT, STATX_BASIC_STATS, &from) < 0) return -errno;
  result->dev = makedev(from.stx_dev_major, from.stx_dev_minor);
  result->rdev = makedev(from.stx_rdev_major, from.stx_rdev_minor);
  result->ino = from.stx_ino;
  result->size = from.stx_size;
  result->blocks = from.stx_blocks;
  // Other attributes are the file system's own business: mount roots, encryption, DAX.
  result->attributes = from.stx_attributes
      & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND | STATX_ATTR_NODUMP);
  result->mtime_sec = from.stx_mtime.tv_sec;
  result->ctime_sec = from.stx_ctime.tv_sec;
  result->atime_sec = from.stx_atime.tv_sec;
  result->mtime_nsec = from.stx_mtime.tv_nsec;
  result->ctime_nsec = from.stx_ctime.tv_nsec;
  result->atime_nsec = from.stx_atime.tv_nsec;
  result->mode = from.stx_mode;
  result->nlink = from.stx_nlink;
  result->uid = from.stx_uid;
  result->gid = from.stx_gid;
  result->block_size = from.stx_blksize;
  return 0;
}

int galleon_stat(int directory, const char *name, struct galleon_stat *result) {
  return fill(directory, name, AT_SYMLINK_NOFOLLOW, result);
}

int galleon_stat_descriptor(int descriptor, struct galleon_stat *result) {
  return fill(descriptor, "", AT_EMPTY_PATH, result);
}

int galleon_open(int directory, const char *name, int flags, uint32_t mode) {
  RESULT(openat(directory, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode));
}

// Reading leaves no trace on the source where that is permitted (owner or CAP_FOWNER).
static int open_quietly(int directory, const char *name, int flags) {
  int result = openat(directory, name, flags | O_NOATIME);
  if (result < 0 && errno == EPERM) result = openat(directory, name, flags);
  return result;
}

int galleon_open_source(int directory, const char *name) {
  RESULT(open_quietly(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

int galleon_open_directory(int directory, const char *name) {
  RESULT(open_quietly(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY));
}

int galleon_close(int descriptor) { return close(descriptor) < 0 && errno != EINTR ? -errno : 0; }

int64_t galleon_list(int directory, void *buffer, size_t size) {
  RESULT((int64_t)syscall(SYS_getdents64, directory, buffer, size));
}

int64_t galleon_rewind(int descriptor) { RESULT((int64_t)lseek64(descriptor, 0, SEEK_SET)); }

int64_t galleon_next_data(int descriptor, int64_t offset) {
  RESULT((int64_t)lseek64(descriptor, offset, SEEK_DATA));
}

int64_t galleon_next_hole(int descriptor, int64_t offset) {
  RESULT((int64_t)lseek64(descriptor, offset, SEEK_HOLE));
}

int64_t galleon_read(int descriptor, void *buffer, size_t size, int64_t offset) {
  RESULT((int64_t)pread64(descriptor, buffer, size, offset));
}

int64_t galleon_write(int descriptor, const void *buffer, size_t size, int64_t offset) {
  RESULT((int64_t)pwrite64(descriptor, buffer, size, offset));
}

int64_t galleon_copy_range(int from, int to, int64_t offset, size_t size) {
  off64_t in = offset, out = offset;
  RESULT((int64_t)copy_file_range(from, &in, to, &out, size, 0));
}

int galleon_clone(int from, int to) { RESULT(ioctl(to, FICLONE, from)); }

int galleon_truncate(int descriptor, int64_t size) { RESULT(ftruncate64(descriptor, size)); }

int galleon_preallocate(int descriptor, int64_t offset, int64_t size) {
  RESULT(fallocate64(descriptor, FALLOC_FL_KEEP_SIZE, offset, size));
}

int galleon_punch(int descriptor, int64_t offset, int64_t size) {
  RESULT(fallocate64(descriptor, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, offset, size));
}

int galleon_unwritten(
    int descriptor, uint64_t offset, struct galleon_range *ranges, unsigned capacity,
    uint64_t *next) {
  enum { batch = 64 };
  _Alignas(struct fiemap) char
      storage[sizeof(struct fiemap) + batch * sizeof(struct fiemap_extent)];
  struct fiemap *map = (struct fiemap *)storage;
  *next = 0;
  unsigned found = 0;
  for (;;) {
    memset(map, 0, sizeof *map);
    map->fm_start = offset;
    map->fm_length = FIEMAP_MAX_OFFSET - offset;
    map->fm_extent_count = batch;
    if (ioctl(descriptor, FS_IOC_FIEMAP, map) < 0) return -errno;
    if (map->fm_mapped_extents == 0) return found;
    for (unsigned i = 0; i < map->fm_mapped_extents; i++) {
      const struct fiemap_extent *extent = &map->fm_extents[i];
      if (extent->fe_flags & FIEMAP_EXTENT_UNWRITTEN) {
        if (found == capacity) {
          *next = extent->fe_logical;
          return found;
        }
        ranges[found++] = (struct galleon_range){extent->fe_logical, extent->fe_length};
      }
      if (extent->fe_flags & FIEMAP_EXTENT_LAST) return found;
      offset = extent->fe_logical + extent->fe_length;
    }
  }
}

int galleon_make_directory(int directory, const char *name, uint32_t mode) {
  RESULT(mkdirat(directory, name, mode));
}

int galleon_make_node(int directory, const char *name, uint32_t mode, uint64_t device) {
  RESULT(mknodat(directory, name, mode, device));
}

int galleon_make_symlink(const char *target, int directory, const char *name) {
  RESULT(symlinkat(target, directory, name));
}

int64_t galleon_read_link(int directory, const char *name, char *buffer, size_t size) {
  RESULT((int64_t)readlinkat(directory, name, buffer, size));
}

int galleon_link(int from, const char *name, int to, const char *new_name) {
  RESULT(linkat(from, name, to, new_name, 0));
}

int galleon_unlink(int directory, const char *name, int is_directory) {
  RESULT(unlinkat(directory, name, is_directory ? AT_REMOVEDIR : 0));
}

int galleon_rename(int from, const char *name, int to, const char *new_name) {
  RESULT(renameat(from, name, to, new_name));
}

int galleon_chown(int directory, const char *name, uint32_t uid, uint32_t gid) {
  if (!name) RESULT(fchown(directory, uid, gid));
  RESULT(fchownat(directory, name, uid, gid, AT_SYMLINK_NOFOLLOW));
}

int galleon_chmod(int directory, const char *name, uint32_t mode) {
  if (!name) RESULT(fchmod(directory, mode));
  RESULT(fchmodat(directory, name, mode, 0));
}

int galleon_set_times(
    int directory, const char *name, int64_t atime_sec, int64_t atime_nsec, int64_t mtime_sec,
    int64_t mtime_nsec) {
  struct timespec times[2] = {{atime_sec, atime_nsec}, {mtime_sec, mtime_nsec}};
  if (!name) RESULT(futimens(directory, times));
  RESULT(utimensat(directory, name, times, AT_SYMLINK_NOFOLLOW));
}

int galleon_get_flags(int descriptor, uint32_t *flags) {
  // The kernel writes an int, though the request's name says long.
  int value = 0;
  if (ioctl(descriptor, FS_IOC_GETFLAGS, &value) < 0) return -errno;
  *flags = (uint32_t)value;
  return 0;
}

int galleon_set_flags(int descriptor, uint32_t flags) {
  int value = (int)flags;
  RESULT(ioctl(descriptor, FS_IOC_SETFLAGS, &value));
}

int64_t galleon_list_xattr(int descriptor, const char *path, char *buffer, size_t size) {
  if (path) RESULT((int64_t)llistxattr(path, buffer, size));
  RESULT((int64_t)flistxattr(descriptor, buffer, size));
}

int64_t galleon_get_xattr(
    int descriptor, const char *path, const char *name, void *buffer, size_t size) {
  if (path) RESULT((int64_t)lgetxattr(path, name, buffer, size));
  RESULT((int64_t)fgetxattr(descriptor, name, buffer, size));
}

int galleon_set_xattr(
    int descriptor, const char *path, const char *name, const void *value, size_t size) {
  if (path) RESULT(lsetxattr(path, name, value, size, 0));
  RESULT(fsetxattr(descriptor, name, value, size, 0));
}

int galleon_remove_xattr(int descriptor, const char *path, const char *name) {
  if (path) RESULT(lremovexattr(path, name));
  RESULT(fremovexattr(descriptor, name));
}

int galleon_sync_filesystem(int descriptor) { RESULT(syncfs(descriptor)); }

int galleon_sync_data(int descriptor) { RESULT(fdatasync(descriptor)); }

int galleon_own_umask(void) {
  // The mask belongs to the fs_struct, which threads share until one leaves it.
  if (unshare(CLONE_FS) < 0) return -errno;
  umask(0);
  return 0;
}

int galleon_space(int descriptor, uint64_t *total, uint64_t *available, uint64_t *type) {
  struct statfs64 from;
  if (fstatfs64(descriptor, &from) < 0) return -errno;
  *total = from.f_blocks * (uint64_t)from.f_bsize;
  *available = from.f_bavail * (uint64_t)from.f_bsize;
  *type = (uint64_t)from.f_type;
  return 0;
}

void galleon_file_clock(int64_t *seconds, int64_t *nanoseconds) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  *seconds = now.tv_sec;
  *nanoseconds = now.tv_nsec;
}
