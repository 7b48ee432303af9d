// The ceiling: what one loop over epoll, nghttp2 and protobuf-c can do when everything is written by hand for the four
// methods of the benchmark, without checks of what a peer sends. Same schema, same messages as Galleon.
//
//   c-peer PORT DIRECTORY [CERTIFICATE KEY]
//
// DIRECTORY has the answers: `progress` (a GetMigrationProgressResponse) and `event` (a WatchMigrationResponse). They are
// decoded once and encoded for each call; an event of UpdateMigration is encoded once for all its watchers, as Galleon does.
#include "common.h"

// Strings are marked by it in this project's C code (scripts/generate-swift.sh).
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include "CGalleonProto.h"
#include <nghttp2/nghttp2.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#define PREFIX 5
#define OUT_MAX (256 * 1024)
#define BUCKETS 4096

// An event in the form in which it travels, shared by all who are told it.
struct shared {
  int references;
  uint32_t length;
  uint8_t bytes[];
};

enum method { UNKNOWN, PROGRESS, WATCH_ONE, WATCH_ALL, UPDATE };

struct stream {
  struct connection *connection;
  struct stream *next_in_connection, *previous_in_connection;
  struct stream *next_watcher, **watcher_link;
  struct shared **queue;  // of a watch: what has not been sent
  uint8_t *answer;        // of a unary call
  uint32_t answer_length, sent;
  uint32_t queue_head, queue_count, queue_capacity;
  uint64_t left;  // of a stream of messages: how many are still to be encoded
  int32_t id;
  enum method method;
  uint32_t request_length;
  uint8_t *request;
};

struct connection {
  int fd;
  SSL *ssl;
  nghttp2_session *session;
  struct stream *streams;
  struct connection *next_dirty;
  int dirty, closed, wants_write;
  uint8_t *out;  // what the socket did not take
  size_t out_length, out_sent;
};

static Galleon__V1__GetMigrationProgressResponse *progress;
static Galleon__V1__WatchMigrationResponse *event;
static struct stream *watchers[BUCKETS];
static struct connection *dirty;
static int loop;
static SSL_CTX *tls;
static uint8_t out_buffer[OUT_MAX];

// protobuf-c's memory of one request: given back all at once.
static struct { size_t used; uint8_t bytes[65536] __attribute__((aligned(16))); } arena;

static void *arena_alloc(void *data, size_t size) {
  (void)data;
  size = (size + 15) & ~(size_t)15;
  if (size > sizeof arena.bytes - arena.used) return NULL;
  void *start = arena.bytes + arena.used;
  arena.used += size;
  return start;
}

static void arena_free(void *data, void *pointer) { (void)data, (void)pointer; }

static ProtobufCAllocator allocator = {arena_alloc, arena_free, NULL};

static void prefix(uint8_t *to, uint32_t length) {
  to[0] = 0;
  to[1] = length >> 24, to[2] = length >> 16, to[3] = length >> 8, to[4] = length;
}

static void release(struct shared *shared) {
  if (--shared->references == 0) free(shared);
}

static void mark_dirty(struct connection *connection) {
  if (connection->dirty) return;
  connection->dirty = 1;
  connection->next_dirty = dirty;
  dirty = connection;
}

#define NV(n, v) \
  { (uint8_t *)n, (uint8_t *)v, sizeof(n) - 1, sizeof(v) - 1, \
    NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE }

static const nghttp2_nv head[] = {NV(":status", "200"), NV("content-type", "application/grpc")};
static const nghttp2_nv trailers[] = {NV("grpc-status", "0")};
static const nghttp2_nv unknown[] = {
    NV(":status", "200"), NV("content-type", "application/grpc"), NV("grpc-status", "12")};

static void finish(struct stream *stream, uint32_t *flags) {
  *flags |= NGHTTP2_DATA_FLAG_EOF | NGHTTP2_DATA_FLAG_NO_END_STREAM;
  nghttp2_submit_trailer(stream->connection->session, stream->id, trailers, 1);
}

static ssize_t read_answer(nghttp2_session *session, int32_t id, uint8_t *to, size_t room,
                           uint32_t *flags, nghttp2_data_source *source, void *data) {
  (void)session, (void)id, (void)data;
  struct stream *stream = source->ptr;
  size_t count = stream->answer_length - stream->sent;
  if (count > room) count = room;
  memcpy(to, stream->answer + stream->sent, count);
  stream->sent += count;
  if (stream->sent == stream->answer_length) finish(stream, flags);
  return count;
}

// Encodes message after message into the frame; one that does not fit whole goes through `answer`.
static ssize_t read_messages(nghttp2_session *session, int32_t id, uint8_t *to, size_t room,
                             uint32_t *flags, nghttp2_data_source *source, void *data) {
  (void)session, (void)id, (void)data;
  struct stream *stream = source->ptr;
  size_t filled = 0;
  for (;;) {
    if (stream->sent < stream->answer_length) {
      size_t count = stream->answer_length - stream->sent;
      if (count > room - filled) count = room - filled;
      memcpy(to + filled, stream->answer + stream->sent, count);
      stream->sent += count, filled += count;
      if (stream->sent < stream->answer_length) return filled;
    }
    if (stream->left == 0) {
      finish(stream, flags);
      return filled;
    }
    if (filled == room) return filled;
    size_t size = galleon__v1__watch_migration_response__get_packed_size(event);
    stream->left--;
    if (PREFIX + size <= room - filled) {
      prefix(to + filled, size);
      galleon__v1__watch_migration_response__pack(event, to + filled + PREFIX);
      filled += PREFIX + size;
    } else {
      stream->answer = realloc(stream->answer, PREFIX + size);
      prefix(stream->answer, size);
      galleon__v1__watch_migration_response__pack(event, stream->answer + PREFIX);
      stream->answer_length = PREFIX + size, stream->sent = 0;
    }
  }
}

static ssize_t read_events(nghttp2_session *session, int32_t id, uint8_t *to, size_t room,
                           uint32_t *flags, nghttp2_data_source *source, void *data) {
  (void)session, (void)id, (void)flags, (void)data;
  struct stream *stream = source->ptr;
  size_t filled = 0;
  while (stream->queue_count > 0 && filled < room) {
    struct shared *first = stream->queue[stream->queue_head];
    size_t count = first->length - stream->sent;
    if (count > room - filled) count = room - filled;
    memcpy(to + filled, first->bytes + stream->sent, count);
    stream->sent += count, filled += count;
    if (stream->sent < first->length) break;
    release(first);
    stream->sent = 0;
    stream->queue_head = (stream->queue_head + 1) % stream->queue_capacity;
    stream->queue_count--;
  }
  return filled > 0 ? (ssize_t)filled : NGHTTP2_ERR_DEFERRED;
}

static void tell(struct stream *watcher, struct shared *what) {
  if (watcher->queue_count == watcher->queue_capacity) {
    uint32_t capacity = watcher->queue_capacity ? watcher->queue_capacity * 2 : 2;
    struct shared **queue = malloc(capacity * sizeof *queue);
    for (uint32_t i = 0; i < watcher->queue_count; i++)
      queue[i] = watcher->queue[(watcher->queue_head + i) % watcher->queue_capacity];
    free(watcher->queue);
    watcher->queue = queue, watcher->queue_head = 0, watcher->queue_capacity = capacity;
  }
  watcher->queue[(watcher->queue_head + watcher->queue_count++) % watcher->queue_capacity] = what;
  what->references++;
}

static struct shared *encoded_event(void) {
  size_t size = galleon__v1__watch_migration_response__get_packed_size(event);
  struct shared *made = malloc(sizeof *made + PREFIX + size);
  made->references = 1, made->length = PREFIX + size;
  prefix(made->bytes, size);
  galleon__v1__watch_migration_response__pack(event, made->bytes + PREFIX);
  return made;
}

static struct stream **bucket(ProtobufCBinaryData id) {
  uint32_t hash = 2166136261;
  for (size_t i = 0; i < id.len; i++) hash = (hash ^ id.data[i]) * 16777619;
  return &watchers[hash % BUCKETS];
}

// Streams keep their migration's id in `request`, which is not needed for anything else then.
static int watches(const struct stream *watcher, ProtobufCBinaryData id) {
  return watcher->request_length == id.len && memcmp(watcher->request, id.data, id.len) == 0;
}

static void watch(struct stream *stream, ProtobufCBinaryData id) {
  struct stream **first = bucket(id);
  memmove(stream->request, id.data, id.len);
  stream->request = realloc(stream->request, id.len + 1);
  stream->request_length = id.len;
  stream->next_watcher = *first, stream->watcher_link = first;
  if (*first) (*first)->watcher_link = &stream->next_watcher;
  *first = stream;
  struct shared *now = encoded_event();
  tell(stream, now);
  release(now);
}

static void publish(ProtobufCBinaryData id) {
  struct shared *now = encoded_event();
  for (struct stream *watcher = *bucket(id); watcher; watcher = watcher->next_watcher) {
    if (!watches(watcher, id)) continue;
    tell(watcher, now);
    if (watcher->queue_count == 1)
      nghttp2_session_resume_data(watcher->connection->session, watcher->id);
    mark_dirty(watcher->connection);
  }
  release(now);
}

static void respond(struct stream *stream, nghttp2_data_source_read_callback callback) {
  nghttp2_data_provider provider = {.source.ptr = stream, .read_callback = callback};
  nghttp2_submit_response(stream->connection->session, stream->id, head, 2, &provider);
}

static void handle(struct stream *stream) {
  size_t length = stream->request_length - PREFIX;
  uint8_t *body = stream->request + PREFIX;
  arena.used = 0;
  if (stream->request_length < PREFIX) stream->method = UNKNOWN;
  switch (stream->method) {
    case PROGRESS: {
      Galleon__V1__GetMigrationProgressRequest *request =
          galleon__v1__get_migration_progress_request__unpack(&allocator, length, body);
      if (!request || request->migration_id.len == 0) break;
      size_t size = galleon__v1__get_migration_progress_response__get_packed_size(progress);
      stream->answer = malloc(PREFIX + size);
      stream->answer_length = PREFIX + size;
      prefix(stream->answer, size);
      galleon__v1__get_migration_progress_response__pack(progress, stream->answer + PREFIX);
      return respond(stream, read_answer);
    }
    case WATCH_ONE: {
      Galleon__V1__WatchMigrationRequest *request =
          galleon__v1__watch_migration_request__unpack(&allocator, length, body);
      if (!request) break;
      watch(stream, request->migration_id);
      return respond(stream, read_events);
    }
    case WATCH_ALL: {
      Galleon__V1__WatchMigrationsRequest *request =
          galleon__v1__watch_migrations_request__unpack(&allocator, length, body);
      if (!request) break;
      for (size_t i = 0; i < request->resume_token.len; i++)
        stream->left = stream->left * 10 + request->resume_token.data[i] - '0';
      return respond(stream, read_messages);
    }
    case UPDATE: {
      Galleon__V1__UpdateMigrationRequest *request =
          galleon__v1__update_migration_request__unpack(&allocator, length, body);
      if (!request) break;
      publish(request->migration_id);
      stream->answer = calloc(1, PREFIX);
      stream->answer_length = PREFIX;
      return respond(stream, read_answer);
    }
    case UNKNOWN: break;
  }
  nghttp2_submit_response(stream->connection->session, stream->id, unknown, 3, NULL);
}

static int on_begin_headers(nghttp2_session *session, const nghttp2_frame *frame, void *data) {
  struct connection *connection = data;
  if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST) return 0;
  struct stream *stream = calloc(1, sizeof *stream);
  stream->connection = connection, stream->id = frame->hd.stream_id;
  stream->next_in_connection = connection->streams;
  if (connection->streams) connection->streams->previous_in_connection = stream;
  connection->streams = stream;
  nghttp2_session_set_stream_user_data(session, stream->id, stream);
  return 0;
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name,
                     size_t name_length, const uint8_t *value, size_t length, uint8_t flags,
                     void *data) {
  (void)flags, (void)data;
  if (name_length != 5 || memcmp(name, ":path", 5) != 0) return 0;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
  static const struct { const char *path; enum method method; } paths[] = {
      {"/galleon.v1.MigrationService/GetMigrationProgress", PROGRESS},
      {"/galleon.v1.MigrationService/WatchMigration", WATCH_ONE},
      {"/galleon.v1.MigrationService/WatchMigrations", WATCH_ALL},
      {"/galleon.v1.MigrationService/UpdateMigration", UPDATE}};
  for (size_t i = 0; stream && i < sizeof paths / sizeof *paths; i++)
    if (strlen(paths[i].path) == length && memcmp(paths[i].path, value, length) == 0)
      stream->method = paths[i].method;
  return 0;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t id, const uint8_t *bytes,
                   size_t length, void *data) {
  (void)flags, (void)data;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, id);
  if (!stream || stream->request_length + length > 65536) return 0;
  stream->request = realloc(stream->request, stream->request_length + length);
  memcpy(stream->request + stream->request_length, bytes, length);
  stream->request_length += length;
  return 0;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *data) {
  (void)data;
  if (frame->hd.type != NGHTTP2_DATA && frame->hd.type != NGHTTP2_HEADERS) return 0;
  if (!(frame->hd.flags & NGHTTP2_FLAG_END_STREAM)) return 0;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, frame->hd.stream_id);
  if (stream) handle(stream);
  return 0;
}

static void free_stream(struct stream *stream) {
  if (stream->watcher_link) {
    *stream->watcher_link = stream->next_watcher;
    if (stream->next_watcher) stream->next_watcher->watcher_link = stream->watcher_link;
  }
  if (stream->previous_in_connection)
    stream->previous_in_connection->next_in_connection = stream->next_in_connection;
  else
    stream->connection->streams = stream->next_in_connection;
  if (stream->next_in_connection)
    stream->next_in_connection->previous_in_connection = stream->previous_in_connection;
  for (; stream->queue_count > 0; stream->queue_count--) {
    release(stream->queue[stream->queue_head]);
    stream->queue_head = (stream->queue_head + 1) % stream->queue_capacity;
  }
  free(stream->queue), free(stream->answer), free(stream->request), free(stream);
}

static int on_close(nghttp2_session *session, int32_t id, uint32_t code, void *data) {
  (void)code, (void)data;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, id);
  if (stream) free_stream(stream);
  return 0;
}

static void drop(struct connection *connection) {
  while (connection->streams) free_stream(connection->streams);
  nghttp2_session_del(connection->session);
  if (connection->ssl) SSL_free(connection->ssl);
  close(connection->fd);
  free(connection->out), free(connection);
}

// Bytes taken; 0 when the socket is full, -1 when it is lost.
static ssize_t put(struct connection *connection, const uint8_t *bytes, size_t length) {
  if (connection->ssl) {
    ERR_clear_error();
    int count = SSL_write(connection->ssl, bytes, length);
    if (count > 0) return count;
    int error = SSL_get_error(connection->ssl, count);
    return error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_WANT_READ ? 0 : -1;
  }
  ssize_t count = send(connection->fd, bytes, length, MSG_NOSIGNAL);
  return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? 0 : -1;
}

static void interest(struct connection *connection, int wants_write) {
  if (connection->wants_write == wants_write) return;
  connection->wants_write = wants_write;
  struct epoll_event change = {EPOLLIN | (wants_write ? EPOLLOUT : 0), {.ptr = connection}};
  epoll_ctl(loop, EPOLL_CTL_MOD, connection->fd, &change);
}

// Sends what nghttp2 has, in writes as large as possible; keeps what the socket does not take.
static void flush(struct connection *connection) {
  while (!connection->closed) {
    while (connection->out_sent < connection->out_length) {
      ssize_t count = put(connection, connection->out + connection->out_sent,
                          connection->out_length - connection->out_sent);
      if (count < 0) connection->closed = 1;
      if (count <= 0) return interest(connection, 1);
      connection->out_sent += count;
    }
    size_t filled = 0;
    const uint8_t *bytes;
    ssize_t length;
    while (filled < OUT_MAX - 65536 &&
           (length = nghttp2_session_mem_send(connection->session, &bytes)) > 0) {
      memcpy(out_buffer + filled, bytes, length);
      filled += length;
    }
    if (filled == 0) return interest(connection, 0);
    ssize_t count = put(connection, out_buffer, filled);
    if (count < 0) connection->closed = 1;
    if (count < (ssize_t)filled && !connection->closed) {
      connection->out = realloc(connection->out, filled - count);
      memcpy(connection->out, out_buffer + count, filled - count);
      connection->out_length = filled - count, connection->out_sent = 0;
    }
  }
}

static void readable(struct connection *connection) {
  static uint8_t buffer[65536];
  for (int round = 0; round < 4; round++) {
    ssize_t count;
    if (connection->ssl) {
      ERR_clear_error();
      count = SSL_read(connection->ssl, buffer, sizeof buffer);
      if (count <= 0) {
        int error = SSL_get_error(connection->ssl, count);
        if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) connection->closed = 1;
        break;
      }
    } else {
      count = recv(connection->fd, buffer, sizeof buffer, 0);
      if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) connection->closed = 1;
      if (count <= 0) break;
    }
    if (nghttp2_session_mem_recv(connection->session, buffer, count) < 0) connection->closed = 1;
    if (!connection->ssl && count < (ssize_t)sizeof buffer) break;
  }
  mark_dirty(connection);
}

static int choose_h2(SSL *ssl, const unsigned char **out, unsigned char *out_length,
                     const unsigned char *in, unsigned int length, void *data) {
  (void)ssl, (void)data;
  return nghttp2_select_next_protocol((unsigned char **)out, out_length, in, length) == 1
             ? SSL_TLSEXT_ERR_OK
             : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void accept_all(int listener, nghttp2_session_callbacks *callbacks) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct connection *connection = calloc(1, sizeof *connection);
    connection->fd = fd;
    if (tls) {
      connection->ssl = SSL_new(tls);
      SSL_set_fd(connection->ssl, fd);
      SSL_set_accept_state(connection->ssl);
    }
    nghttp2_session_server_new(&connection->session, callbacks, connection);
    nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 1000},
                                         {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 1 << 20}};
    nghttp2_submit_settings(connection->session, NGHTTP2_FLAG_NONE, settings, 2);
    nghttp2_session_set_local_window_size(connection->session, 0, 0, 16 << 20);
    struct epoll_event interest = {EPOLLIN, {.ptr = connection}};
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &interest);
    mark_dirty(connection);
  }
}

int main(int count, char **words) {
  if (count != 3 && count != 5) fail("usage: c-peer PORT DIRECTORY [CERTIFICATE KEY]");
  signal(SIGPIPE, SIG_IGN);
  struct bytes file = read_file(words[2], "progress");
  progress = galleon__v1__get_migration_progress_response__unpack(NULL, file.length, file.bytes);
  file = read_file(words[2], "event");
  event = galleon__v1__watch_migration_response__unpack(NULL, file.length, file.bytes);
  if (!progress || !event) fail("the answers cannot be decoded");
  if (count == 5) {
    tls = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
    SSL_CTX_set_mode(tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_alpn_select_cb(tls, choose_h2, NULL);
    if (SSL_CTX_use_certificate_chain_file(tls, words[3]) != 1 ||
        SSL_CTX_use_PrivateKey_file(tls, words[4], SSL_FILETYPE_PEM) != 1)
      fail("the certificate or its key cannot be used");
  }
  nghttp2_session_callbacks *callbacks;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, on_begin_headers);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);

  int listener = listen_on(atoi(words[1]));
  loop = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event accepts = {EPOLLIN, {.ptr = NULL}};
  epoll_ctl(loop, EPOLL_CTL_ADD, listener, &accepts);
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(loop, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      struct connection *connection = events[i].data.ptr;
      if (!connection) accept_all(listener, callbacks);
      else if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(connection);
      else mark_dirty(connection);
    }
    while (dirty) {
      struct connection *connection = dirty;
      dirty = connection->next_dirty;
      connection->dirty = 0;
      flush(connection);
      if (connection->closed ||
          (!nghttp2_session_want_read(connection->session) &&
           !nghttp2_session_want_write(connection->session)))
        drop(connection);
    }
  }
}
