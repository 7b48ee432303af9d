#include "CGalleonProto.h"
