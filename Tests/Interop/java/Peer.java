import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.BoolValue;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceGrpc;
import io.grpc.testing.integration.UnimplementedServiceGrpc;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** grpc-java's side of the interoperability tests; called like python/peer.py. */
public final class Peer {
  static final Metadata.Key<String> INITIAL =
      Metadata.Key.of("x-grpc-test-echo-initial", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> TRAILING =
      Metadata.Key.of("x-grpc-test-echo-trailing-bin", Metadata.BINARY_BYTE_MARSHALLER);
  static final int[] SIZES = {31415, 9, 2653, 58979};
  static final int[] REQUEST_SIZES = {27182, 8, 1828, 45904};


  /** How many compressed messages came since it was asked last. */
  static final AtomicInteger unpacked = new AtomicInteger();

  static DecompressorRegistry countingRegistry() {
    io.grpc.Decompressor gzip =
        new io.grpc.Decompressor() {
          private final Codec.Gzip real = new Codec.Gzip();

          @Override
          public String getMessageEncoding() {
            return "gzip";
          }

          @Override
          public InputStream decompress(InputStream in) throws IOException {
            unpacked.incrementAndGet();
            return real.decompress(in);
          }
        };
    return DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false).with(gzip, true);
  }

  static Payload zeros(int size) {
    return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
  }

  static SimpleRequest.Builder large() {
    return SimpleRequest.newBuilder().setResponseSize(314159).setPayload(zeros(271828));
  }

  static StreamingOutputCallRequest ask(int request, int response) {
    return StreamingOutputCallRequest.newBuilder()
        .addResponseParameters(ResponseParameters.newBuilder().setSize(response))
        .setPayload(zeros(request))
        .build();
  }

  static BoolValue bool(boolean value) {
    return BoolValue.newBuilder().setValue(value).build();
  }

  static void require(boolean holds, String what) {
    if (!holds) throw new IllegalStateException(what);
  }

  static void requireStatus(Throwable error, Status.Code code, String message) {
    Status status = Status.fromThrowable(error);
    require(status.getCode() == code, "wanted " + code + ", got " + status);
    require(
        message == null || message.equals(status.getDescription()), "got " + status);
  }

  interface Call {
    void make() throws Exception;
  }

  static void refused(Status.Code code, String message, Call call) throws Exception {
    try {
      call.make();
    } catch (StatusRuntimeException error) {
      requireStatus(error, code, message);
      return;
    }
    throw new IllegalStateException("the call succeeded; wanted " + code);
  }

  /** Answers of a stream in order; its end is an Empty, its failure a Throwable. */
  static final class Answers<T> implements StreamObserver<T> {
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    @Override
    public void onNext(T answer) {
      queue.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      queue.add(error);
    }

    @Override
    public void onCompleted() {
      queue.add(Empty.getDefaultInstance());
    }

    Object next() throws InterruptedException {
      Object item = queue.poll(60, TimeUnit.SECONDS);
      require(item != null, "nothing came for a minute");
      return item;
    }

    void end() throws InterruptedException {
      Object item = next();
      require(item instanceof Empty, "instead of the end: " + item);
    }
  }

  final int port;
  final ManagedChannel channel;
  final TestServiceGrpc.TestServiceBlockingStub stub;
  final TestServiceGrpc.TestServiceStub async;

  Peer(int port) {
    this.port = port;
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .decompressorRegistry(countingRegistry())
            .build();
    stub = TestServiceGrpc.newBlockingStub(channel);
    async = TestServiceGrpc.newStub(channel);
  }

  void largeUnary() {
    require(stub.unaryCall(large().build()).getPayload().equals(zeros(314159)), "payload");
  }

  void clientCompressedUnary() throws Exception {
    SimpleRequest probe = large().setExpectCompressed(bool(true)).build();
    refused(Status.Code.INVALID_ARGUMENT, null, () -> stub.unaryCall(probe));
    SimpleResponse answer = stub.withCompression("gzip").unaryCall(probe);
    require(answer.getPayload().equals(zeros(314159)), "payload");
    stub.unaryCall(large().setExpectCompressed(bool(false)).build());
  }

  void serverCompressedUnary() {
    for (boolean compressed : new boolean[] {true, false}) {
      unpacked.set(0);
      SimpleResponse answer =
          stub.unaryCall(large().setResponseCompressed(bool(compressed)).build());
      require(answer.getPayload().equals(zeros(314159)), "payload");
      require(unpacked.get() == (compressed ? 1 : 0), "compressed messages: " + unpacked);
    }
  }

  static StreamingInputCallRequest input(int size) {
    return StreamingInputCallRequest.newBuilder().setPayload(zeros(size)).build();
  }

  void clientStreaming() throws Exception {
    Answers<StreamingInputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingInputCallRequest> requests = async.streamingInputCall(answers);
    for (int size : REQUEST_SIZES) requests.onNext(input(size));
    requests.onCompleted();
    requireSum(answers, 74922);
  }

  static void requireSum(Answers<StreamingInputCallResponse> answers, int sum) throws Exception {
    Object answer = answers.next();
    require(
        answer instanceof StreamingInputCallResponse
            && ((StreamingInputCallResponse) answer).getAggregatedPayloadSize() == sum,
        "got " + answer);
    answers.end();
  }

  void clientCompressedStreaming() throws Exception {
    Answers<StreamingInputCallResponse> refusal = new Answers<>();
    StreamObserver<StreamingInputCallRequest> probe = async.streamingInputCall(refusal);
    probe.onNext(input(27182).toBuilder().setExpectCompressed(bool(true)).build());
    probe.onCompleted();
    requireStatus((Throwable) refusal.next(), Status.Code.INVALID_ARGUMENT, null);

    Answers<StreamingInputCallResponse> answers = new Answers<>();
    ClientCallStreamObserver<StreamingInputCallRequest> requests =
        (ClientCallStreamObserver<StreamingInputCallRequest>)
            async.withCompression("gzip").streamingInputCall(answers);
    requests.setMessageCompression(true);
    requests.onNext(input(27182).toBuilder().setExpectCompressed(bool(true)).build());
    requests.setMessageCompression(false);
    requests.onNext(input(45904).toBuilder().setExpectCompressed(bool(false)).build());
    requests.onCompleted();
    requireSum(answers, 73086);
  }

  void outputs(StreamingOutputCallRequest request) {
    Iterator<StreamingOutputCallResponse> answers = stub.streamingOutputCall(request);
    for (ResponseParameters wanted : request.getResponseParametersList()) {
      require(answers.next().getPayload().equals(zeros(wanted.getSize())), "payload");
    }
    require(!answers.hasNext(), "too many answers");
  }

  void serverStreaming() {
    StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
    for (int size : SIZES) request.addResponseParametersBuilder().setSize(size);
    outputs(request.build());
  }

  void serverCompressedStreaming() {
    StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
    request.addResponseParametersBuilder().setSize(31415).setCompressed(bool(true));
    request.addResponseParametersBuilder().setSize(92653).setCompressed(bool(false));
    unpacked.set(0);
    outputs(request.build());
    require(unpacked.get() == 1, "compressed messages: " + unpacked);
  }

  static void requireZeros(Object answer, int size) {
    require(
        answer instanceof StreamingOutputCallResponse
            && ((StreamingOutputCallResponse) answer).getPayload().equals(zeros(size)),
        "not " + size + " zeros");
  }

  void pingPong() throws Exception {
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests = async.fullDuplexCall(answers);
    for (int i = 0; i < SIZES.length; i++) {
      requests.onNext(ask(REQUEST_SIZES[i], SIZES[i]));
      requireZeros(answers.next(), SIZES[i]);
    }
    requests.onCompleted();
    answers.end();
  }

  void halfDuplex() throws Exception {
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests = async.halfDuplexCall(answers);
    for (int i = 0; i < SIZES.length; i++) requests.onNext(ask(REQUEST_SIZES[i], SIZES[i]));
    requests.onCompleted();
    for (int size : SIZES) requireZeros(answers.next(), size);
    answers.end();
  }

  void emptyStream() throws Exception {
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    async.fullDuplexCall(answers).onCompleted();
    answers.end();
  }

  void customMetadata() throws Exception {
    Metadata sent = new Metadata();
    sent.put(INITIAL, "test_initial_metadata_value");
    sent.put(TRAILING, new byte[] {(byte) 0xab, (byte) 0xab, (byte) 0xab});
    AtomicReference<Metadata> initial = new AtomicReference<>();
    AtomicReference<Metadata> trailing = new AtomicReference<>();
    io.grpc.Channel observed =
        io.grpc.ClientInterceptors.intercept(
            channel,
            MetadataUtils.newCaptureMetadataInterceptor(initial, trailing),
            MetadataUtils.newAttachHeadersInterceptor(sent));
    TestServiceGrpc.newBlockingStub(observed).unaryCall(large().build());
    requireEcho(initial, trailing);
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests =
        TestServiceGrpc.newStub(observed).fullDuplexCall(answers);
    requests.onNext(ask(271828, 314159));
    requests.onCompleted();
    requireZeros(answers.next(), 314159);
    answers.end();
    requireEcho(initial, trailing);
  }

  static void requireEcho(
      AtomicReference<Metadata> initial, AtomicReference<Metadata> trailing) {
    require(
        "test_initial_metadata_value".equals(initial.get().get(INITIAL)), "initial metadata");
    byte[] value = trailing.get().get(TRAILING);
    require(value != null && value.length == 3 && value[0] == (byte) 0xab, "trailing metadata");
  }

  void statusCodeAndMessage(String message) throws Exception {
    EchoStatus status = EchoStatus.newBuilder().setCode(2).setMessage(message).build();
    SimpleRequest request = SimpleRequest.newBuilder().setResponseStatus(status).build();
    refused(Status.Code.UNKNOWN, message, () -> stub.unaryCall(request));
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests = async.fullDuplexCall(answers);
    requests.onNext(StreamingOutputCallRequest.newBuilder().setResponseStatus(status).build());
    requests.onCompleted();
    requireStatus((Throwable) answers.next(), Status.Code.UNKNOWN, message);
  }

  void cancelAfterBegin() throws Exception {
    Answers<StreamingInputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingInputCallRequest> requests = async.streamingInputCall(answers);
    requests.onError(new RuntimeException("given up"));
    requireStatus((Throwable) answers.next(), Status.Code.CANCELLED, null);
  }

  void cancelAfterFirstResponse() throws Exception {
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests = async.fullDuplexCall(answers);
    requests.onNext(ask(27182, 31415));
    requireZeros(answers.next(), 31415);
    requests.onError(new RuntimeException("given up"));
    requireStatus((Throwable) answers.next(), Status.Code.CANCELLED, null);
  }

  void timeoutOnSleepingServer() throws Exception {
    Answers<StreamingOutputCallResponse> answers = new Answers<>();
    StreamObserver<StreamingOutputCallRequest> requests =
        async.withDeadlineAfter(1, TimeUnit.MILLISECONDS).fullDuplexCall(answers);
    try {
      requests.onNext(StreamingOutputCallRequest.newBuilder().setPayload(zeros(27182)).build());
    } catch (IllegalStateException late) {
      // The deadline was faster than the first message.
    }
    requireStatus((Throwable) answers.next(), Status.Code.DEADLINE_EXCEEDED, null);
  }

  void channelSoak() throws Exception {
    for (int i = 0; i < 50; i++) {
      Peer own = new Peer(port);
      own.largeUnary();
      own.close();
    }
  }

  void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  /** False: there is no such case. */
  boolean play(String name) throws Exception {
    Empty empty = Empty.getDefaultInstance();
    switch (name) {
      case "empty_unary": require(stub.emptyCall(empty).equals(empty), "answer"); break;
      case "large_unary": largeUnary(); break;
      case "client_compressed_unary": clientCompressedUnary(); break;
      case "server_compressed_unary": serverCompressedUnary(); break;
      case "client_streaming": clientStreaming(); break;
      case "client_compressed_streaming": clientCompressedStreaming(); break;
      case "server_streaming": serverStreaming(); break;
      case "server_compressed_streaming": serverCompressedStreaming(); break;
      case "ping_pong": pingPong(); break;
      case "empty_stream": emptyStream(); break;
      case "half_duplex": halfDuplex(); break;
      case "custom_metadata": customMetadata(); break;
      case "status_code_and_message": statusCodeAndMessage("test status message"); break;
      case "special_status_message":
        statusCodeAndMessage(
            "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \ud83d\ude08\t\n");
        break;
      case "unimplemented_method":
        refused(Status.Code.UNIMPLEMENTED, null, () -> stub.unimplementedCall(empty));
        break;
      case "unimplemented_service":
        refused(
            Status.Code.UNIMPLEMENTED,
            null,
            () -> UnimplementedServiceGrpc.newBlockingStub(channel).unimplementedCall(empty));
        break;
      case "cancel_after_begin": cancelAfterBegin(); break;
      case "cancel_after_first_response": cancelAfterFirstResponse(); break;
      case "timeout_on_sleeping_server": timeoutOnSleepingServer(); break;
      case "rpc_soak": for (int i = 0; i < 100; i++) largeUnary(); break;
      case "channel_soak": channelSoak(); break;
      default: return false;
    }
    return true;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("server")) {
      PeerServer.serve();
      return;
    }
    List<String> failed = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      String name = arguments[i];
      Peer peer = new Peer(Integer.parseInt(arguments[1]));
      try {
        boolean played = peer.play(name);
        System.out.println(name + (played ? " ok" : " skip not written for this client"));
      } catch (Exception | LinkageError error) {
        System.out.println(name + " FAIL " + error.toString().replace('\n', ' '));
        failed.add(name);
      } finally {
        peer.close();
      }
      System.out.flush();
    }
    System.exit(failed.isEmpty() ? 0 : 1);
  }
}
