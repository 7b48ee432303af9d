#pragma once
#include <zlib.h>

/* inflateInit2 and deflateInit2 are macros that hand in the version of this header; Swift sees no macro with arguments.
   16 added to the window's bits means gzip (RFC 1952) instead of zlib's own wrapping. */
static inline int galleon_inflate_init_gzip(z_stream *stream) {
  return inflateInit2(stream, MAX_WBITS + 16);
}

static inline int galleon_deflate_init_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}
