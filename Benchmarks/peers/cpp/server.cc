// gRPC C++ with its asynchronous API: one completion queue and one thread, the quickest way there is on one processor. An
// event is serialized once for all its watchers (raw method with a ByteBuffer).
//
//   cpp-peer PORT DIRECTORY [CERTIFICATE KEY]
#include <fstream>
#include <iostream>
#include <list>
#include <memory>
#include <queue>
#include <sstream>
#include <string>
#include <unordered_map>

#include <grpcpp/grpcpp.h>

#include "galleon/v1/migration_service.grpc.pb.h"

using namespace galleon::v1;

using Service = MigrationService::WithAsyncMethod_GetMigrationProgress<
    MigrationService::WithAsyncMethod_WatchMigrations<
        MigrationService::WithAsyncMethod_UpdateMigration<
            MigrationService::WithRawMethod_WatchMigration<MigrationService::Service>>>>;

static std::string contents(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

struct Call {
  virtual ~Call() = default;
  virtual void proceed(bool ok) = 0;
};

struct Watch;

struct Peer {
  Service service;
  std::unique_ptr<grpc::ServerCompletionQueue> queue;
  GetMigrationProgressResponse progress;
  WatchMigrationResponse event;
  WatchMigrationsResponse message;
  std::unordered_map<std::string, std::list<Watch *>> watches;

  grpc::ByteBuffer encodedEvent() {
    grpc::Slice slice(event.SerializeAsString());
    return grpc::ByteBuffer(&slice, 1);
  }
};

struct Progress : Call {
  Peer &peer;
  grpc::ServerContext context;
  GetMigrationProgressRequest request;
  grpc::ServerAsyncResponseWriter<GetMigrationProgressResponse> writer{&context};
  bool answered = false;

  explicit Progress(Peer &peer) : peer(peer) {
    auto *queue = peer.queue.get();
    peer.service.RequestGetMigrationProgress(&context, &request, &writer, queue, queue, this);
  }

  void proceed(bool ok) override {
    if (answered || !ok) return delete this;
    new Progress(peer);
    answered = true;
    if (request.migration_id().empty())
      writer.FinishWithError({grpc::StatusCode::INVALID_ARGUMENT, "no id"}, this);
    else
      writer.Finish(peer.progress, grpc::Status::OK, this);
  }
};

struct Messages : Call {
  Peer &peer;
  grpc::ServerContext context;
  WatchMigrationsRequest request;
  grpc::ServerAsyncWriter<WatchMigrationsResponse> writer{&context};
  enum { waiting, writing, finished } state = waiting;
  long left = 0;

  explicit Messages(Peer &peer) : peer(peer) {
    auto *queue = peer.queue.get();
    peer.service.RequestWatchMigrations(&context, &request, &writer, queue, queue, this);
  }

  void proceed(bool ok) override {
    if (state == finished || !ok) return delete this;
    if (state == waiting) {
      new Messages(peer);
      left = std::stol(request.resume_token());
      state = writing;
    }
    if (left-- > 0) return writer.Write(peer.message, this);
    state = finished;
    writer.Finish(grpc::Status::OK, this);
  }
};

struct Watch : Call {
  Peer &peer;
  grpc::ServerContext context;
  grpc::ByteBuffer request;
  grpc::ServerAsyncWriter<grpc::ByteBuffer> writer{&context};
  std::queue<grpc::ByteBuffer> pending;
  std::list<Watch *> *others = nullptr;
  std::list<Watch *>::iterator place;
  bool isWriting = false;

  explicit Watch(Peer &peer) : peer(peer) {
    auto *queue = peer.queue.get();
    peer.service.RequestWatchMigration(&context, &request, &writer, queue, queue, this);
  }

  ~Watch() override {
    if (others) others->erase(place);
  }

  void proceed(bool ok) override {
    if (!ok) return delete this;
    if (!others) {
      new Watch(peer);
      WatchMigrationRequest asked;
      grpc::SerializationTraits<WatchMigrationRequest>::Deserialize(&request, &asked);
      others = &peer.watches[asked.migration_id()];
      place = others->insert(others->end(), this);
      return tell(peer.encodedEvent());
    }
    isWriting = false;
    if (pending.empty()) return;
    auto next = pending.front();
    pending.pop();
    tell(next);
  }

  void tell(const grpc::ByteBuffer &what) {
    if (isWriting) return pending.push(what);
    isWriting = true;
    writer.Write(what, this);
  }
};

struct Update : Call {
  Peer &peer;
  grpc::ServerContext context;
  UpdateMigrationRequest request;
  grpc::ServerAsyncResponseWriter<UpdateMigrationResponse> writer{&context};
  bool answered = false;

  explicit Update(Peer &peer) : peer(peer) {
    auto *queue = peer.queue.get();
    peer.service.RequestUpdateMigration(&context, &request, &writer, queue, queue, this);
  }

  void proceed(bool ok) override {
    if (answered || !ok) return delete this;
    new Update(peer);
    answered = true;
    auto event = peer.encodedEvent();
    for (auto *watch : peer.watches[request.migration_id()]) watch->tell(event);
    writer.Finish({}, grpc::Status::OK, this);
  }
};

int main(int count, char **words) {
  if (count != 3 && count != 5) {
    std::cerr << "usage: cpp-peer PORT DIRECTORY [CERTIFICATE KEY]\n";
    return 2;
  }
  Peer peer;
  std::string directory = words[2];
  if (!peer.progress.ParseFromString(contents(directory + "/progress")) ||
      !peer.event.ParseFromString(contents(directory + "/event")) ||
      !peer.message.ParseFromString(contents(directory + "/event"))) {
    std::cerr << "the answers cannot be decoded\n";
    return 1;
  }
  auto credentials = grpc::InsecureServerCredentials();
  if (count == 5) {
    grpc::SslServerCredentialsOptions options;
    options.pem_key_cert_pairs.push_back({contents(words[4]), contents(words[3])});
    credentials = grpc::SslServerCredentials(options);
  }
  grpc::ServerBuilder builder;
  builder.AddListeningPort(std::string("127.0.0.1:") + words[1], credentials);
  builder.RegisterService(&peer.service);
  peer.queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (!server) return 1;
  for (int i = 0; i < 100; i++) new Progress(peer), new Watch(peer), new Messages(peer);
  new Update(peer);
  void *tag;
  bool ok;
  while (peer.queue->Next(&tag, &ok)) static_cast<Call *>(tag)->proceed(ok);
}
