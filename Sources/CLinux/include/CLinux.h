// What Linux has and the Glibc module of Swift lacks. No logic.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
