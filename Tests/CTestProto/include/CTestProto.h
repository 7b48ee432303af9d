/* Made by scripts/generate-swift.sh. */
#pragma once
#include "galleon/test/v1/everything.pb-c.h"
#include "test_files.h"
