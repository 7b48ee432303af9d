import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.BoolValue;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceGrpc;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** grpc.testing.TestService on grpc-java. Cases are played one at a time, so one count of compressed messages will do. */
final class PeerServer extends TestServiceGrpc.TestServiceImplBase {
  static Status wanted(EchoStatus status) {
    return Status.fromCodeValue(status.getCode()).withDescription(status.getMessage());
  }

  /** Whether a request came compressed although it should not have, or the other way round. */
  static boolean isUnexpected(boolean asked, BoolValue expected) {
    boolean compressed = Peer.unpacked.getAndSet(0) > 0;
    return asked && expected.getValue() != compressed;
  }

  static final Status UNEXPECTED =
      Status.INVALID_ARGUMENT.withDescription("the compressed flag is not as expected");

  @Override
  public void emptyCall(Empty request, StreamObserver<Empty> answers) {
    answers.onNext(request);
    answers.onCompleted();
  }

  @Override
  public void unaryCall(SimpleRequest request, StreamObserver<SimpleResponse> answers) {
    ServerCallStreamObserver<SimpleResponse> call =
        (ServerCallStreamObserver<SimpleResponse>) answers;
    if (isUnexpected(request.hasExpectCompressed(), request.getExpectCompressed())) {
      answers.onError(UNEXPECTED.asException());
    } else if (request.getResponseStatus().getCode() != 0) {
      answers.onError(wanted(request.getResponseStatus()).asException());
    } else {
      if (request.getResponseCompressed().getValue()) call.setCompression("gzip");
      answers.onNext(
          SimpleResponse.newBuilder().setPayload(Peer.zeros(request.getResponseSize())).build());
      answers.onCompleted();
    }
  }

  /** False: the call has failed. */
  static boolean answer(
      StreamingOutputCallRequest request, StreamObserver<StreamingOutputCallResponse> answers) {
    if (request.getResponseStatus().getCode() != 0) {
      answers.onError(wanted(request.getResponseStatus()).asException());
      return false;
    }
    for (ResponseParameters parameters : request.getResponseParametersList()) {
      if (parameters.hasCompressed()) {
        ((ServerCallStreamObserver<StreamingOutputCallResponse>) answers)
            .setMessageCompression(parameters.getCompressed().getValue());
      }
      answers.onNext(
          StreamingOutputCallResponse.newBuilder()
              .setPayload(Peer.zeros(parameters.getSize()))
              .build());
    }
    return true;
  }

  @Override
  public void streamingOutputCall(
      StreamingOutputCallRequest request, StreamObserver<StreamingOutputCallResponse> answers) {
    ((ServerCallStreamObserver<StreamingOutputCallResponse>) answers).setCompression("gzip");
    if (answer(request, answers)) answers.onCompleted();
  }

  @Override
  public StreamObserver<StreamingInputCallRequest> streamingInputCall(
      StreamObserver<StreamingInputCallResponse> answers) {
    return new StreamObserver<StreamingInputCallRequest>() {
      private int sum;
      private boolean isOver;

      @Override
      public void onNext(StreamingInputCallRequest request) {
        if (isUnexpected(request.hasExpectCompressed(), request.getExpectCompressed())) {
          isOver = true;
          answers.onError(UNEXPECTED.asException());
        }
        sum += request.getPayload().getBody().size();
      }

      @Override
      public void onError(Throwable error) {}

      @Override
      public void onCompleted() {
        if (isOver) return;
        answers.onNext(
            StreamingInputCallResponse.newBuilder().setAggregatedPayloadSize(sum).build());
        answers.onCompleted();
      }
    };
  }

  @Override
  public StreamObserver<StreamingOutputCallRequest> fullDuplexCall(
      StreamObserver<StreamingOutputCallResponse> answers) {
    return duplex(answers, false);
  }

  @Override
  public StreamObserver<StreamingOutputCallRequest> halfDuplexCall(
      StreamObserver<StreamingOutputCallResponse> answers) {
    return duplex(answers, true);
  }

  static StreamObserver<StreamingOutputCallRequest> duplex(
      StreamObserver<StreamingOutputCallResponse> answers, boolean isHalf) {
    return new StreamObserver<StreamingOutputCallRequest>() {
      private final List<StreamingOutputCallRequest> waiting = new ArrayList<>();
      private boolean isOver;

      @Override
      public void onNext(StreamingOutputCallRequest request) {
        if (isHalf) waiting.add(request);
        else if (!isOver) isOver = !answer(request, answers);
      }

      @Override
      public void onError(Throwable error) {}

      @Override
      public void onCompleted() {
        for (StreamingOutputCallRequest request : waiting) answer(request, answers);
        if (!isOver) answers.onCompleted();
      }
    };
  }

  /** Sends the client's metadata back with headers and trailers. */
  static final class Echo implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata received, ServerCallHandler<A, B> next) {
      return next.startCall(
          new SimpleForwardingServerCall<A, B>(call) {
            @Override
            public void sendHeaders(Metadata headers) {
              String value = received.get(Peer.INITIAL);
              if (value != null) headers.put(Peer.INITIAL, value);
              super.sendHeaders(headers);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              byte[] value = received.get(Peer.TRAILING);
              if (value != null) trailers.put(Peer.TRAILING, value);
              super.close(status, trailers);
            }
          },
          received);
    }
  }

  static void serve() throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .decompressorRegistry(Peer.countingRegistry())
            .addService(
                io.grpc.ServerInterceptors.intercept(new PeerServer(), new Echo()))
            .build()
            .start();
    System.out.println(server.getPort());
    System.out.flush();
    while (System.in.read() >= 0) {}
    server.shutdownNow();
    System.exit(0);
  }
}
