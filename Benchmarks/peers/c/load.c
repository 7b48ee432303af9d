// The load: many server streams over some connections, on one loop of nghttp2 as client. h2load cannot count messages or
// keep watches. Says its own CPU time, so that one can see that it is not what is measured.
//
//   peer-load PORT PATH CONNECTIONS STREAMS REQUESTS READY [UPDATES]
//
// opens STREAMS calls of PATH, spread over CONNECTIONS; the requests are taken in turn from the file REQUESTS, which has
// framed messages one after the other. Says `ready SECONDS` when each stream has READY messages. Then takes commands:
//
//   finish     waits until every stream has ended: `ended STREAMS MESSAGES BYTES SECONDS CPU FAILED`
//   update N   sends the next N requests of the file UPDATES, each a call of UpdateMigration, and waits until as many
//              messages as streams have come: `told MESSAGES FIRST_NS LAST_NS CPU_NS`
#include "common.h"
#include <nghttp2/nghttp2.h>

#define OUT_MAX (128 * 1024)

struct connection {
  int fd, wants_write, settled;
  nghttp2_session *session;
  uint8_t *out;
  size_t out_length, out_sent;
};

struct stream {
  struct bytes request;
  size_t sent;
  uint32_t left;    // bytes of the message that is coming
  uint8_t prefix[5], prefixed;
  int is_update;
  uint64_t messages;
};

static int loop;
static uint64_t messages, bytes_in, ended, failed, unsettled, ready, ready_messages, updated;
static int64_t first_message, last_message;

static ssize_t read_request(nghttp2_session *session, int32_t id, uint8_t *to, size_t room,
                            uint32_t *flags, nghttp2_data_source *source, void *data) {
  (void)session, (void)id, (void)data;
  struct stream *stream = source->ptr;
  size_t count = stream->request.length - stream->sent;
  if (count > room) count = room;
  memcpy(to, stream->request.bytes + stream->sent, count);
  stream->sent += count;
  if (stream->sent == stream->request.length) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return count;
}

static void message_came(struct stream *stream) {
  if (stream->is_update) return;
  messages++;
  if (++stream->messages == ready_messages) ready++;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t id, const uint8_t *bytes,
                   size_t length, void *data) {
  (void)flags, (void)data;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, id);
  bytes_in += length;
  while (length > 0) {
    if (stream->left > 0) {
      uint32_t count = stream->left < length ? stream->left : length;
      stream->left -= count, bytes += count, length -= count;
      if (stream->left == 0) message_came(stream);
    } else if (stream->prefixed == 0 && length >= 5) {
      stream->left = (uint32_t)bytes[1] << 24 | bytes[2] << 16 | bytes[3] << 8 | bytes[4];
      bytes += 5, length -= 5;
      if (stream->left == 0) message_came(stream);
    } else {
      stream->prefix[stream->prefixed++] = *bytes++, length--;
      if (stream->prefixed < 5) continue;
      const uint8_t *p = stream->prefix;
      stream->left = (uint32_t)p[1] << 24 | p[2] << 16 | p[3] << 8 | p[4];
      stream->prefixed = 0;
      if (stream->left == 0) message_came(stream);
    }
  }
  return 0;
}

static int on_header(nghttp2_session *session, const nghttp2_frame *frame, const uint8_t *name,
                     size_t name_length, const uint8_t *value, size_t length, uint8_t flags,
                     void *data) {
  (void)session, (void)frame, (void)flags, (void)data;
  if (name_length == 11 && memcmp(name, "grpc-status", 11) == 0 && (length != 1 || *value != '0')) {
    if (failed++ == 0) fprintf(stderr, "grpc-status %.*s\n", (int)length, value);
  }
  if (name_length == 12 && memcmp(name, "grpc-message", 12) == 0 && failed == 1)
    fprintf(stderr, "grpc-message %.*s\n", (int)length, value);
  return 0;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *data) {
  (void)session;
  struct connection *connection = data;
  if (frame->hd.type == NGHTTP2_SETTINGS && !connection->settled) {
    connection->settled = 1;
    unsettled--;
  }
  return 0;
}

static int on_close(nghttp2_session *session, int32_t id, uint32_t code, void *data) {
  (void)data;
  struct stream *stream = nghttp2_session_get_stream_user_data(session, id);
  if (code != 0) failed++;
  if (stream->is_update) updated++;
  else ended++;
  free(stream);
  return 0;
}

static void interest(struct connection *connection, int wants_write) {
  if (connection->wants_write == wants_write) return;
  connection->wants_write = wants_write;
  struct epoll_event change = {EPOLLIN | (wants_write ? EPOLLOUT : 0), {.ptr = connection}};
  epoll_ctl(loop, EPOLL_CTL_MOD, connection->fd, &change);
}

static void flush(struct connection *connection) {
  static uint8_t buffer[OUT_MAX];
  for (;;) {
    while (connection->out_sent < connection->out_length) {
      ssize_t count = send(connection->fd, connection->out + connection->out_sent,
                           connection->out_length - connection->out_sent, MSG_NOSIGNAL);
      if (count < 0 && errno != EAGAIN) fail("a connection is lost");
      if (count < 0) return interest(connection, 1);
      connection->out_sent += count;
    }
    size_t filled = 0;
    const uint8_t *bytes;
    ssize_t length;
    while (filled < OUT_MAX - 32768 &&
           (length = nghttp2_session_mem_send(connection->session, &bytes)) > 0) {
      memcpy(buffer + filled, bytes, length);
      filled += length;
    }
    if (filled == 0) return interest(connection, 0);
    connection->out = realloc(connection->out, filled);
    memcpy(connection->out, buffer, filled);
    connection->out_length = filled, connection->out_sent = 0;
  }
}

static struct connection *connect_to(int port, nghttp2_session_callbacks *callbacks) {
  struct connection *connection = calloc(1, sizeof *connection);
  struct sockaddr_in address = loopback(port);
  connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(connection->fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  int one = 1;
  setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(connection->fd, F_SETFL, O_NONBLOCK);
  nghttp2_session_client_new(&connection->session, callbacks, connection);
  nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
                                       {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 1 << 20}};
  nghttp2_submit_settings(connection->session, NGHTTP2_FLAG_NONE, settings, 2);
  nghttp2_session_set_local_window_size(connection->session, 0, 0, 16 << 20);
  struct epoll_event interest = {EPOLLIN, {.ptr = connection}};
  epoll_ctl(loop, EPOLL_CTL_ADD, connection->fd, &interest);
  unsettled++;
  flush(connection);
  return connection;
}

#define NV(n, v) \
  { (uint8_t *)n, (uint8_t *)(v), strlen(n), strlen(v), NGHTTP2_NV_FLAG_NONE }

static void call(struct connection *connection, const char *path, struct bytes request,
                 int is_update) {
  struct stream *stream = calloc(1, sizeof *stream);
  stream->request = request, stream->is_update = is_update;
  nghttp2_nv head[] = {NV(":method", "POST"),        NV(":scheme", "http"),
                       NV(":path", path),            NV(":authority", "localhost"),
                       NV("te", "trailers"),         NV("content-type", "application/grpc")};
  nghttp2_data_provider provider = {.source.ptr = stream, .read_callback = read_request};
  if (nghttp2_submit_request(connection->session, NULL, head, 6, &provider, stream) < 0)
    fail("no stream");
}

// One look at all sockets.
static void turn(void) {
  static uint8_t buffer[256 * 1024];
  struct epoll_event events[256];
  int count = epoll_wait(loop, events, 256, 60000);
  if (count == 0) fail("nothing came for a minute");
  for (int i = 0; i < count; i++) {
    struct connection *connection = events[i].data.ptr;
    uint64_t before = messages;
    if (events[i].events & ~EPOLLOUT) {
      ssize_t length = recv(connection->fd, buffer, sizeof buffer, 0);
      if (length == 0 || (length < 0 && errno != EAGAIN)) fail("a connection is lost");
      if (length > 0 && nghttp2_session_mem_recv(connection->session, buffer, length) < 0)
        fail("nghttp2 refuses what came");
    }
    if (messages != before) {
      last_message = nanoseconds(CLOCK_MONOTONIC);
      if (first_message == 0) first_message = last_message;
    }
    flush(connection);
  }
}

// The next framed message of a file; begins again at its end.
static struct bytes next(struct bytes file, size_t *at) {
  if (*at + 5 > file.length) *at = 0;
  const uint8_t *p = file.bytes + *at;
  size_t length = 5 + ((uint32_t)p[1] << 24 | p[2] << 16 | p[3] << 8 | p[4]);
  *at += length;
  return (struct bytes){length, (uint8_t *)p};
}

int main(int count, char **words) {
  if (count < 7)
    fail("usage: peer-load PORT PATH CONNECTIONS STREAMS REQUESTS READY [UPDATES]");
  int port = atoi(words[1]), connections = atoi(words[3]);
  uint64_t streams = atoll(words[4]);
  struct bytes requests = read_file(".", words[5]), updates = {0};
  ready_messages = atoll(words[6]);
  if (count > 7) updates = read_file(".", words[7]);
  nghttp2_session_callbacks *callbacks;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, on_data);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);
  loop = epoll_create1(EPOLL_CLOEXEC);

  struct connection **all = calloc(connections + 1, sizeof *all);
  for (int i = 0; i < connections; i++) {
    all[i] = connect_to(port, callbacks);
    while (i % 64 == 63 && unsettled > 0) turn();
  }
  while (unsettled > 0) turn();
  int64_t begun = nanoseconds(CLOCK_MONOTONIC);
  size_t at = 0;
  for (uint64_t i = 0; i < streams; i++)
    call(all[i % connections], words[2], next(requests, &at), 0);
  for (int i = 0; i < connections; i++) flush(all[i]);
  while (ready_messages > 0 && ready < streams && ended == 0) turn();
  if (ready_messages > 0 && ended > 0) fail("a stream ended before it was ready");
  printf("ready %.6f\n", (nanoseconds(CLOCK_MONOTONIC) - begun) / 1e9);
  fflush(stdout);

  struct connection *own = updates.length ? connect_to(port, callbacks) : NULL;
  while (unsettled > 0) turn();
  char line[64];
  size_t update_at = 0;
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "update ", 7) == 0) {
      int calls = atoi(line + 7);
      uint64_t wanted = messages + streams, updates_wanted = updated + calls;
      int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
      uint64_t before = messages;
      first_message = 0;
      int64_t start = nanoseconds(CLOCK_MONOTONIC);
      for (int i = 0; i < calls; i++)
        call(own, "/galleon.v1.MigrationService/UpdateMigration", next(updates, &update_at), 1);
      flush(own);
      while (messages < wanted || updated < updates_wanted) {
        if (failed) fail("a call failed");
        turn();
      }
      printf("told %lu %ld %ld %ld\n", messages - before, first_message - start,
             last_message - start, nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    } else {
      while (ended < streams) turn();
      printf("ended %lu %lu %lu %.6f %.6f %lu\n", ended, messages, bytes_in,
             (nanoseconds(CLOCK_MONOTONIC) - begun) / 1e9,
             nanoseconds(CLOCK_PROCESS_CPUTIME_ID) / 1e9, failed);
    }
    fflush(stdout);
  }
}
