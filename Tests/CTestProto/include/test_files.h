/* Made by protoc-gen-galleon; see scripts/generate-swift.sh. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* The serialised FileDescriptorProto of each file of the schema, for server reflection; each
 * after those that it imports. Functions, because Swift sees a large C array as a tuple. */
size_t test_files_count(void);
const char *test_files_name(size_t index);
const uint8_t *test_files_bytes(size_t index);
size_t test_files_length(size_t index);
