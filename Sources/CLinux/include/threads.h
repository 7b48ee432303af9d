// Names of threads.
#pragma once

/// Names the calling thread for top(1), gdb and /proc/PID/task/TID/comm; the kernel keeps 15 bytes and refuses more.
/// pthread_setname_np(3) is an extension of GNU, which the Glibc module of Swift does not show.
void galleon_name_thread(const char *name);
