// What Linux has and the Glibc module of Swift lacks. No logic.
#pragma once
#include "sockets.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include "files.h"
#include "ledger.h"
#include "prefetch.h"
#include "processors.h"
#include "threads.h"
