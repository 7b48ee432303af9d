// Processors that this process may run on.
#pragma once

/// How many; 0 when the kernel does not say (sched_getaffinity(2)). CPU_COUNT is a macro, which Swift does not see.
int galleon_processors_allowed(void);
