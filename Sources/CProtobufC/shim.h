#pragma once
/* The schema that the C code is made from marks text with `deprecated`, the one bit that protoc-c
 * hands through to a field's descriptor (see scripts/generate-swift.sh). It must not become a
 * compiler's warning. */
#define PROTOBUF_C__NO_DEPRECATED
#include <protobuf-c/protobuf-c.h>
