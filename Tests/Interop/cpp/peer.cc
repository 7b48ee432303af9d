// gRPC C++'s side of the interoperability tests; called like python/peer.py.
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "grpc/testing/test.grpc.pb.h"

using namespace grpc::testing;
using grpc::ClientContext;
using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;
using grpc::WriteOptions;

// How gRPC's own interop tests look at the flag of the latest message; the library exports it, no header declares it.
uint32_t grpc_call_test_only_get_message_flags(grpc_call *call);
// GRPC_WRITE_INTERNAL_COMPRESS and GRPC_WRITE_INTERNAL_TEST_ONLY_WAS_COMPRESSED.
constexpr uint32_t kCompressedFlags = 0xc0000000u;

namespace grpc {
namespace testing {
class InteropClientContextInspector {
 public:
  static bool IsCompressed(const ClientContext &context) {
    return grpc_call_test_only_get_message_flags(context.call_) & kCompressedFlags;
  }
};
class InteropServerContextInspector {
 public:
  static bool IsCompressed(const ServerContext &context) {
    return grpc_call_test_only_get_message_flags(context.call_.call) & kCompressedFlags;
  }
};
}  // namespace testing
}  // namespace grpc

namespace {

const char kInitial[] = "x-grpc-test-echo-initial";
const char kTrailing[] = "x-grpc-test-echo-trailing-bin";
const int kSizes[] = {31415, 9, 2653, 58979};
const int kRequestSizes[] = {27182, 8, 1828, 45904};
const char kSpecial[] = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";

struct Failure {
  std::string what;
};

struct Skip {
  std::string why;
};

void Require(bool holds, const std::string &what) {
  if (!holds) throw Failure{what};
}

void Require(const Status &status) {
  Require(status.ok(), std::to_string(status.error_code()) + " " + status.error_message());
}

void RequireRefused(const Status &status, StatusCode code, const char *message = nullptr) {
  Require(status.error_code() == code, "the code is " + std::to_string(status.error_code()) + " " +
                                           status.error_message());
  if (message) Require(status.error_message() == message, "message " + status.error_message());
}

void RequireZeros(const Payload &payload, size_t size) {
  Require(payload.body() == std::string(size, '\0'), "not " + std::to_string(size) + " zeros");
}

SimpleRequest Large() {
  SimpleRequest request;
  request.set_response_size(314159);
  request.mutable_payload()->set_body(std::string(271828, '\0'));
  return request;
}

StreamingOutputCallRequest Ask(int request_size, int response_size) {
  StreamingOutputCallRequest request;
  request.add_response_parameters()->set_size(response_size);
  request.mutable_payload()->set_body(std::string(request_size, '\0'));
  return request;
}

std::shared_ptr<grpc::Channel> Connect(const std::string &target) {
  grpc::ChannelArguments arguments;
  // A connection of its own, not one that another channel has.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

class Cases {
 public:
  explicit Cases(const std::string &target)
      : target_(target), channel_(Connect(target)), stub_(TestService::NewStub(channel_)) {}

  void EmptyUnary() {
    ClientContext context;
    Empty answer;
    Require(stub_->EmptyCall(&context, Empty(), &answer));
    Require(answer.ByteSizeLong() == 0, "the answer is not empty");
  }

  void LargeUnary() { Unary(Large(), GRPC_COMPRESS_NONE); }

  void ClientCompressedUnary() {
    auto request = Large();
    request.mutable_expect_compressed()->set_value(true);
    ClientContext context;
    SimpleResponse answer;
    RequireRefused(stub_->UnaryCall(&context, request, &answer), StatusCode::INVALID_ARGUMENT);
    Unary(request, GRPC_COMPRESS_GZIP);
    request.mutable_expect_compressed()->set_value(false);
    Unary(request, GRPC_COMPRESS_NONE);
  }

  void ServerCompressedUnary() {
    for (bool compressed : {true, false}) {
      auto request = Large();
      request.mutable_response_compressed()->set_value(compressed);
      Require(Unary(request, GRPC_COMPRESS_NONE) == compressed, "the flag is wrong");
    }
  }

  void ClientStreaming() {
    ClientContext context;
    StreamingInputCallResponse answer;
    auto writer = stub_->StreamingInputCall(&context, &answer);
    for (int size : kRequestSizes) Require(writer->Write(Input(size)), "a write failed");
    writer->WritesDone();
    Require(writer->Finish());
    Require(answer.aggregated_payload_size() == 74922, "the sum is wrong");
  }

  void ClientCompressedStreaming() {
    {
      ClientContext context;
      StreamingInputCallResponse answer;
      auto writer = stub_->StreamingInputCall(&context, &answer);
      auto probe = Input(27182);
      probe.mutable_expect_compressed()->set_value(true);
      writer->Write(probe);
      writer->WritesDone();
      RequireRefused(writer->Finish(), StatusCode::INVALID_ARGUMENT);
    }
    ClientContext context;
    context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
    StreamingInputCallResponse answer;
    auto writer = stub_->StreamingInputCall(&context, &answer);
    auto first = Input(27182), second = Input(45904);
    first.mutable_expect_compressed()->set_value(true);
    second.mutable_expect_compressed()->set_value(false);
    writer->Write(first);
    writer->Write(second, WriteOptions().set_no_compression());
    writer->WritesDone();
    Require(writer->Finish());
    Require(answer.aggregated_payload_size() == 73086, "the sum is wrong");
  }

  void ServerStreaming() {
    StreamingOutputCallRequest request;
    for (int size : kSizes) request.add_response_parameters()->set_size(size);
    ClientContext context;
    auto reader = stub_->StreamingOutputCall(&context, request);
    StreamingOutputCallResponse answer;
    for (int size : kSizes) {
      Require(reader->Read(&answer), "too few answers");
      RequireZeros(answer.payload(), size);
    }
    Require(!reader->Read(&answer), "too many answers");
    Require(reader->Finish());
  }

  void ServerCompressedStreaming() {
    StreamingOutputCallRequest request;
    for (int size : {31415, 92653}) {
      auto *parameters = request.add_response_parameters();
      parameters->set_size(size);
      parameters->mutable_compressed()->set_value(size == 31415);
    }
    ClientContext context;
    auto reader = stub_->StreamingOutputCall(&context, request);
    StreamingOutputCallResponse answer;
    for (int size : {31415, 92653}) {
      Require(reader->Read(&answer), "too few answers");
      RequireZeros(answer.payload(), size);
      Require(InteropClientContextInspector::IsCompressed(context) == (size == 31415), "flag");
    }
    Require(!reader->Read(&answer), "too many answers");
    Require(reader->Finish());
  }

  void PingPong() {
    ClientContext context;
    auto stream = stub_->FullDuplexCall(&context);
    StreamingOutputCallResponse answer;
    for (int i = 0; i < 4; ++i) {
      Require(stream->Write(Ask(kRequestSizes[i], kSizes[i])), "a write failed");
      Require(stream->Read(&answer), "no answer");
      RequireZeros(answer.payload(), kSizes[i]);
    }
    stream->WritesDone();
    Require(!stream->Read(&answer), "too many answers");
    Require(stream->Finish());
  }

  void EmptyStream() {
    ClientContext context;
    auto stream = stub_->FullDuplexCall(&context);
    stream->WritesDone();
    StreamingOutputCallResponse answer;
    Require(!stream->Read(&answer), "an answer to nothing");
    Require(stream->Finish());
  }

  void HalfDuplex() {
    ClientContext context;
    auto stream = stub_->HalfDuplexCall(&context);
    for (int i = 0; i < 4; ++i) stream->Write(Ask(kRequestSizes[i], kSizes[i]));
    stream->WritesDone();
    StreamingOutputCallResponse answer;
    for (int size : kSizes) {
      Require(stream->Read(&answer), "too few answers");
      RequireZeros(answer.payload(), size);
    }
    Require(!stream->Read(&answer), "too many answers");
    Require(stream->Finish());
  }

  void CustomMetadata() {
    {
      ClientContext context;
      AddMetadata(&context);
      SimpleResponse answer;
      Require(stub_->UnaryCall(&context, Large(), &answer));
      RequireEcho(context);
    }
    ClientContext context;
    AddMetadata(&context);
    auto stream = stub_->FullDuplexCall(&context);
    stream->Write(Ask(271828, 314159));
    stream->WritesDone();
    StreamingOutputCallResponse answer;
    while (stream->Read(&answer)) {
    }
    Require(stream->Finish());
    RequireEcho(context);
  }

  void StatusCodeAndMessage() {
    RefusedUnary("test status message");
    ClientContext context;
    auto stream = stub_->FullDuplexCall(&context);
    StreamingOutputCallRequest request;
    request.mutable_response_status()->set_code(2);
    request.mutable_response_status()->set_message("test status message");
    stream->Write(request);
    stream->WritesDone();
    StreamingOutputCallResponse answer;
    while (stream->Read(&answer)) {
    }
    RequireRefused(stream->Finish(), StatusCode::UNKNOWN, "test status message");
  }

  void SpecialStatusMessage() { RefusedUnary(kSpecial); }

  void UnimplementedMethod() {
    ClientContext context;
    Empty answer;
    RequireRefused(
        stub_->UnimplementedCall(&context, Empty(), &answer), StatusCode::UNIMPLEMENTED);
  }

  void UnimplementedServiceCase() {
    ClientContext context;
    Empty answer;
    RequireRefused(
        UnimplementedService::NewStub(channel_)->UnimplementedCall(&context, Empty(), &answer),
        StatusCode::UNIMPLEMENTED);
  }

  void CancelAfterBegin() {
    ClientContext context;
    StreamingInputCallResponse answer;
    auto writer = stub_->StreamingInputCall(&context, &answer);
    context.TryCancel();
    RequireRefused(writer->Finish(), StatusCode::CANCELLED);
  }

  void CancelAfterFirstResponse() {
    ClientContext context;
    auto stream = stub_->FullDuplexCall(&context);
    stream->Write(Ask(27182, 31415));
    StreamingOutputCallResponse answer;
    Require(stream->Read(&answer), "no answer");
    RequireZeros(answer.payload(), 31415);
    context.TryCancel();
    RequireRefused(stream->Finish(), StatusCode::CANCELLED);
  }

  void TimeoutOnSleepingServer() {
    ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(1));
    auto stream = stub_->FullDuplexCall(&context);
    StreamingOutputCallRequest request;
    request.mutable_payload()->set_body(std::string(27182, '\0'));
    stream->Write(request);
    RequireRefused(stream->Finish(), StatusCode::DEADLINE_EXCEEDED);
  }

  void RpcSoak() {
    for (int i = 0; i < 100; ++i) LargeUnary();
  }

  void ChannelSoak() {
    for (int i = 0; i < 50; ++i) Cases(target_).LargeUnary();
  }

 private:
  /// Whether the answer was compressed.
  bool Unary(const SimpleRequest &request, grpc_compression_algorithm algorithm) {
    ClientContext context;
    context.set_compression_algorithm(algorithm);
    SimpleResponse answer;
    Require(stub_->UnaryCall(&context, request, &answer));
    RequireZeros(answer.payload(), 314159);
    return InteropClientContextInspector::IsCompressed(context);
  }

  StreamingInputCallRequest Input(int size) {
    StreamingInputCallRequest request;
    request.mutable_payload()->set_body(std::string(size, '\0'));
    return request;
  }

  void AddMetadata(ClientContext *context) {
    context->AddMetadata(kInitial, "test_initial_metadata_value");
    context->AddMetadata(kTrailing, "\xab\xab\xab");
  }

  void RequireEcho(const ClientContext &context) {
    auto initial = context.GetServerInitialMetadata().find(kInitial);
    Require(
        initial != context.GetServerInitialMetadata().end() &&
            initial->second == "test_initial_metadata_value",
        "initial metadata");
    auto trailing = context.GetServerTrailingMetadata().find(kTrailing);
    Require(
        trailing != context.GetServerTrailingMetadata().end() && trailing->second == "\xab\xab\xab",
        "trailing metadata");
  }

  void RefusedUnary(const char *message) {
    SimpleRequest request;
    request.mutable_response_status()->set_code(2);
    request.mutable_response_status()->set_message(message);
    ClientContext context;
    SimpleResponse answer;
    RequireRefused(stub_->UnaryCall(&context, request, &answer), StatusCode::UNKNOWN, message);
  }

  std::string target_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<TestService::Stub> stub_;
};

int Play(const std::string &target, int count, char **names) {
  const std::map<std::string, std::function<void(Cases &)>> cases = {
      {"empty_unary", &Cases::EmptyUnary},
      {"large_unary", &Cases::LargeUnary},
      {"client_compressed_unary", &Cases::ClientCompressedUnary},
      {"server_compressed_unary", &Cases::ServerCompressedUnary},
      {"client_streaming", &Cases::ClientStreaming},
      {"client_compressed_streaming", &Cases::ClientCompressedStreaming},
      {"server_streaming", &Cases::ServerStreaming},
      {"server_compressed_streaming", &Cases::ServerCompressedStreaming},
      {"ping_pong", &Cases::PingPong},
      {"empty_stream", &Cases::EmptyStream},
      {"half_duplex", &Cases::HalfDuplex},
      {"custom_metadata", &Cases::CustomMetadata},
      {"status_code_and_message", &Cases::StatusCodeAndMessage},
      {"special_status_message", &Cases::SpecialStatusMessage},
      {"unimplemented_method", &Cases::UnimplementedMethod},
      {"unimplemented_service", &Cases::UnimplementedServiceCase},
      {"cancel_after_begin", &Cases::CancelAfterBegin},
      {"cancel_after_first_response", &Cases::CancelAfterFirstResponse},
      {"timeout_on_sleeping_server", &Cases::TimeoutOnSleepingServer},
      {"rpc_soak", &Cases::RpcSoak},
      {"channel_soak", &Cases::ChannelSoak},
  };
  int result = 0;
  for (int i = 0; i < count; ++i) {
    std::cout << names[i] << " ";
    try {
      auto found = cases.find(names[i]);
      if (found == cases.end()) throw Skip{"not written for this client"};
      Cases played(target);
      found->second(played);
      std::cout << "ok" << std::endl;
    } catch (const Skip &skip) {
      std::cout << "skip " << skip.why << std::endl;
    } catch (const Failure &failure) {
      std::cout << "FAIL " << failure.what << std::endl;
      result = 1;
    }
  }
  return result;
}

class Service final : public TestService::Service {
 public:
  Status EmptyCall(ServerContext *, const Empty *, Empty *) override { return Status::OK; }

  Status UnaryCall(
      ServerContext *context, const SimpleRequest *request, SimpleResponse *answer) override {
    Echo(context);
    if (request->has_expect_compressed() &&
        request->expect_compressed().value() != Compressed(context))
      return Status(StatusCode::INVALID_ARGUMENT, "the compressed flag is not as expected");
    // To a client that said in its request that it reads gzip.
    if (request->has_response_compressed())
      context->set_compression_algorithm(
          request->response_compressed().value() ? GRPC_COMPRESS_GZIP : GRPC_COMPRESS_NONE);
    if (request->response_status().code()) return Wanted(request->response_status());
    answer->mutable_payload()->set_body(std::string(request->response_size(), '\0'));
    return Status::OK;
  }

  Status StreamingOutputCall(
      ServerContext *context, const StreamingOutputCallRequest *request,
      grpc::ServerWriter<StreamingOutputCallResponse> *writer) override {
    for (const auto &parameters : request->response_parameters())
      if (parameters.compressed().value()) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    return Answer(*request, writer);
  }

  Status StreamingInputCall(
      ServerContext *context, grpc::ServerReader<StreamingInputCallRequest> *reader,
      StreamingInputCallResponse *answer) override {
    StreamingInputCallRequest request;
    int sum = 0;
    while (reader->Read(&request)) {
      if (request.has_expect_compressed() &&
          request.expect_compressed().value() != Compressed(context))
        return Status(StatusCode::INVALID_ARGUMENT, "the compressed flag is not as expected");
      sum += request.payload().body().size();
    }
    answer->set_aggregated_payload_size(sum);
    return Status::OK;
  }

  Status FullDuplexCall(
      ServerContext *context,
      grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest> *stream)
      override {
    Echo(context);
    StreamingOutputCallRequest request;
    while (stream->Read(&request)) {
      Status status = Answer(request, stream);
      if (!status.ok()) return status;
    }
    return Status::OK;
  }

  Status HalfDuplexCall(
      ServerContext *,
      grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest> *stream)
      override {
    std::vector<StreamingOutputCallRequest> all;
    StreamingOutputCallRequest request;
    while (stream->Read(&request)) all.push_back(request);
    for (const auto &one : all) Answer(one, stream);
    return Status::OK;
  }

 private:
  static bool Compressed(const ServerContext *context) {
    return InteropServerContextInspector::IsCompressed(*context);
  }

  static Status Wanted(const EchoStatus &wanted) {
    return Status(static_cast<StatusCode>(wanted.code()), wanted.message());
  }

  static void Echo(ServerContext *context) {
    const auto &received = context->client_metadata();
    auto range = received.equal_range(kInitial);
    for (auto it = range.first; it != range.second; ++it)
      context->AddInitialMetadata(kInitial, std::string(it->second.data(), it->second.size()));
    range = received.equal_range(kTrailing);
    for (auto it = range.first; it != range.second; ++it)
      context->AddTrailingMetadata(kTrailing, std::string(it->second.data(), it->second.size()));
  }

  template <typename Writer>
  static Status Answer(const StreamingOutputCallRequest &request, Writer *writer) {
    if (request.response_status().code()) return Wanted(request.response_status());
    for (const auto &parameters : request.response_parameters()) {
      std::this_thread::sleep_for(std::chrono::microseconds(parameters.interval_us()));
      StreamingOutputCallResponse answer;
      answer.mutable_payload()->set_body(std::string(parameters.size(), '\0'));
      WriteOptions options;
      if (parameters.has_compressed() && !parameters.compressed().value())
        options.set_no_compression();
      writer->Write(answer, options);
    }
    return Status::OK;
  }
};

int Serve() {
  Service service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  auto server = builder.BuildAndStart();
  std::cout << port << std::endl;
  while (std::cin.get() != EOF) {
  }
  server->Shutdown(std::chrono::system_clock::now());
  return 0;
}

}  // namespace

int main(int count, char **arguments) {
  if (std::string(arguments[1]) == "server") return Serve();
  return Play(std::string("127.0.0.1:") + arguments[2], count - 3, arguments + 3);
}
