// grpc-go's side of the interoperability tests; called like python/peer.py.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"
	pb "interop/testing"
)

const (
	initialKey  = "x-grpc-test-echo-initial"
	trailingKey = "x-grpc-test-echo-trailing-bin"
)

var (
	sizes        = []int32{31415, 9, 2653, 58979}
	requestSizes = []int{27182, 8, 1828, 45904}
)

// Skip says why a case cannot be played.
type Skip string

func (s Skip) Error() string { return string(s) }

// Received watches messages as they came: of zeros, a compressed one is shorter than what it unpacks to.
type Received struct {
	compressed bool
}

type receivedKey struct{}

func (r *Received) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, receivedKey{}, &Received{})
}

func (r *Received) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if in, ok := event.(*stats.InPayload); ok {
		short := in.WireLength < in.Length
		r.compressed = short
		if own, ok := ctx.Value(receivedKey{}).(*Received); ok {
			own.compressed = short
		}
	}
}

func (r *Received) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (r *Received) HandleConn(context.Context, stats.ConnStats)                       {}

// readsGzip says what this grpc-go does not say by itself, though it is true.
func readsGzip(ctx context.Context) context.Context {
	return metadata.AppendToOutgoingContext(ctx, "grpc-accept-encoding", "gzip")
}

func zeros(size int) *pb.Payload { return &pb.Payload{Body: make([]byte, size)} }

func large() *pb.SimpleRequest {
	return &pb.SimpleRequest{ResponseSize: 314159, Payload: zeros(271828)}
}

func ask(request int, response int32) *pb.StreamingOutputCallRequest {
	return &pb.StreamingOutputCallRequest{
		ResponseParameters: []*pb.ResponseParameters{{Size: response}}, Payload: zeros(request),
	}
}

func isZeros(payload *pb.Payload, size int) error {
	if len(payload.GetBody()) != size || strings.Trim(string(payload.GetBody()), "\x00") != "" {
		return fmt.Errorf("%d bytes instead of %d zeros", len(payload.GetBody()), size)
	}
	return nil
}

func refused(err error, code codes.Code, message string) error {
	if status.Code(err) != code {
		return fmt.Errorf("wanted %v, got %v", code, err)
	}
	if got := status.Convert(err).Message(); message != "" && got != message {
		return fmt.Errorf("the message is %q", got)
	}
	return nil
}

// Peer is a client on a connection.
type Peer struct {
	target   string
	conn     *grpc.ClientConn
	stub     pb.TestServiceClient
	received *Received
}

func dial(target string) (*Peer, error) {
	received := &Received{}
	conn, err := grpc.Dial(target, grpc.WithInsecure(), grpc.WithStatsHandler(received))
	if err != nil {
		return nil, err
	}
	return &Peer{target, conn, pb.NewTestServiceClient(conn), received}, nil
}

func (p *Peer) largeUnary(ctx context.Context) error {
	answer, err := p.stub.UnaryCall(ctx, large())
	if err != nil {
		return err
	}
	return isZeros(answer.Payload, 314159)
}

func (p *Peer) clientCompressedUnary(ctx context.Context) error {
	probe := large()
	probe.ExpectCompressed = &pb.BoolValue{Value: true}
	_, err := p.stub.UnaryCall(ctx, probe)
	if err := refused(err, codes.InvalidArgument, ""); err != nil {
		return err
	}
	answer, err := p.stub.UnaryCall(ctx, probe, grpc.UseCompressor("gzip"))
	if err != nil {
		return err
	}
	if err := isZeros(answer.Payload, 314159); err != nil {
		return err
	}
	probe.ExpectCompressed.Value = false
	_, err = p.stub.UnaryCall(ctx, probe)
	return err
}

func (p *Peer) serverCompressedUnary(ctx context.Context) error {
	for _, compressed := range []bool{true, false} {
		request := large()
		request.ResponseCompressed = &pb.BoolValue{Value: compressed}
		answer, err := p.stub.UnaryCall(readsGzip(ctx), request)
		if err != nil {
			return err
		}
		if p.received.compressed != compressed {
			return fmt.Errorf("compressed: %v", p.received.compressed)
		}
		if err := isZeros(answer.Payload, 314159); err != nil {
			return err
		}
	}
	return nil
}

func (p *Peer) clientStreaming(ctx context.Context) error {
	stream, err := p.stub.StreamingInputCall(ctx)
	if err != nil {
		return err
	}
	for _, size := range requestSizes {
		stream.Send(&pb.StreamingInputCallRequest{Payload: zeros(size)})
	}
	answer, err := stream.CloseAndRecv()
	if err == nil && answer.AggregatedPayloadSize != 74922 {
		err = fmt.Errorf("the sum is %d", answer.AggregatedPayloadSize)
	}
	return err
}

func (p *Peer) outputs(ctx context.Context, parameters []*pb.ResponseParameters) error {
	request := &pb.StreamingOutputCallRequest{ResponseParameters: parameters}
	stream, err := p.stub.StreamingOutputCall(ctx, request)
	if err != nil {
		return err
	}
	for _, wanted := range parameters {
		answer, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := isZeros(answer.Payload, int(wanted.Size)); err != nil {
			return err
		}
		if wanted.Compressed != nil && wanted.Compressed.Value != p.received.compressed {
			return fmt.Errorf("compressed: %v", p.received.compressed)
		}
	}
	if _, err := stream.Recv(); err != io.EOF {
		return fmt.Errorf("after the last answer: %v", err)
	}
	return nil
}

func (p *Peer) serverStreaming(ctx context.Context) error {
	var parameters []*pb.ResponseParameters
	for _, size := range sizes {
		parameters = append(parameters, &pb.ResponseParameters{Size: size})
	}
	return p.outputs(ctx, parameters)
}

func (p *Peer) serverCompressedStreaming(ctx context.Context) error {
	return p.outputs(readsGzip(ctx), []*pb.ResponseParameters{
		{Size: 31415, Compressed: &pb.BoolValue{Value: true}},
		{Size: 92653, Compressed: &pb.BoolValue{Value: false}},
	})
}

func (p *Peer) pingPong(ctx context.Context) error {
	stream, err := p.stub.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	for i, size := range sizes {
		if err := stream.Send(ask(requestSizes[i], size)); err != nil {
			return err
		}
		answer, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := isZeros(answer.Payload, int(size)); err != nil {
			return err
		}
	}
	stream.CloseSend()
	if _, err := stream.Recv(); err != io.EOF {
		return fmt.Errorf("after the last answer: %v", err)
	}
	return nil
}

func (p *Peer) emptyStream(ctx context.Context) error {
	stream, err := p.stub.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	stream.CloseSend()
	if _, err := stream.Recv(); err != io.EOF {
		return fmt.Errorf("instead of the end: %v", err)
	}
	return nil
}

func (p *Peer) halfDuplex(ctx context.Context) error {
	stream, err := p.stub.HalfDuplexCall(ctx)
	if err != nil {
		return err
	}
	for i, size := range sizes {
		stream.Send(ask(requestSizes[i], size))
	}
	stream.CloseSend()
	for _, size := range sizes {
		answer, err := stream.Recv()
		if err != nil {
			return err
		}
		if err := isZeros(answer.Payload, int(size)); err != nil {
			return err
		}
	}
	return nil
}

func echoed(initial, trailing metadata.MD) error {
	if got := initial.Get(initialKey); len(got) != 1 || got[0] != "test_initial_metadata_value" {
		return fmt.Errorf("initial metadata: %v", got)
	}
	if got := trailing.Get(trailingKey); len(got) != 1 || got[0] != "\xab\xab\xab" {
		return fmt.Errorf("trailing metadata: %v", got)
	}
	return nil
}

func (p *Peer) customMetadata(ctx context.Context) error {
	ctx = metadata.AppendToOutgoingContext(
		ctx, initialKey, "test_initial_metadata_value", trailingKey, "\xab\xab\xab")
	var initial, trailing metadata.MD
	_, err := p.stub.UnaryCall(ctx, large(), grpc.Header(&initial), grpc.Trailer(&trailing))
	if err != nil {
		return err
	}
	if err := echoed(initial, trailing); err != nil {
		return err
	}
	stream, err := p.stub.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	stream.Send(ask(271828, 314159))
	stream.CloseSend()
	for err == nil {
		_, err = stream.Recv()
	}
	initial, _ = stream.Header()
	return echoed(initial, stream.Trailer())
}

func (p *Peer) statusCodeAndMessage(ctx context.Context) error {
	wanted := &pb.EchoStatus{Code: 2, Message: "test status message"}
	_, err := p.stub.UnaryCall(ctx, &pb.SimpleRequest{ResponseStatus: wanted})
	if err := refused(err, codes.Unknown, wanted.Message); err != nil {
		return err
	}
	stream, err := p.stub.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	stream.Send(&pb.StreamingOutputCallRequest{ResponseStatus: wanted})
	stream.CloseSend()
	_, err = stream.Recv()
	return refused(err, codes.Unknown, wanted.Message)
}

func (p *Peer) specialStatusMessage(ctx context.Context) error {
	message := "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
	wanted := &pb.EchoStatus{Code: 2, Message: message}
	_, err := p.stub.UnaryCall(ctx, &pb.SimpleRequest{ResponseStatus: wanted})
	return refused(err, codes.Unknown, message)
}

func (p *Peer) cancelAfterBegin(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	stream, err := p.stub.StreamingInputCall(ctx)
	if err != nil {
		cancel()
		return err
	}
	cancel()
	_, err = stream.CloseAndRecv()
	return refused(err, codes.Canceled, "")
}

func (p *Peer) cancelAfterFirstResponse(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := p.stub.FullDuplexCall(ctx)
	if err != nil {
		return err
	}
	stream.Send(ask(27182, 31415))
	answer, err := stream.Recv()
	if err != nil {
		return err
	}
	cancel()
	if _, err := stream.Recv(); status.Code(err) != codes.Canceled {
		return fmt.Errorf("after cancelling: %v", err)
	}
	return isZeros(answer.Payload, 31415)
}

func (p *Peer) timeoutOnSleepingServer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	stream, err := p.stub.FullDuplexCall(ctx)
	if err == nil {
		stream.Send(&pb.StreamingOutputCallRequest{Payload: zeros(27182)})
		_, err = stream.Recv()
	}
	return refused(err, codes.DeadlineExceeded, "")
}

func (p *Peer) rpcSoak(ctx context.Context) error {
	for i := 0; i < 100; i++ {
		if err := p.largeUnary(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *Peer) channelSoak(ctx context.Context) error {
	for i := 0; i < 50; i++ {
		own, err := dial(p.target)
		if err == nil {
			err = own.largeUnary(ctx)
			own.conn.Close()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *Peer) play(ctx context.Context, name string) error {
	switch name {
	case "empty_unary":
		_, err := p.stub.EmptyCall(ctx, &pb.Empty{})
		return err
	case "large_unary":
		return p.largeUnary(ctx)
	case "client_compressed_unary":
		return p.clientCompressedUnary(ctx)
	case "server_compressed_unary":
		return p.serverCompressedUnary(ctx)
	case "client_streaming":
		return p.clientStreaming(ctx)
	case "client_compressed_streaming":
		return Skip("grpc-go compresses all requests of a call or none")
	case "server_streaming":
		return p.serverStreaming(ctx)
	case "server_compressed_streaming":
		return p.serverCompressedStreaming(ctx)
	case "ping_pong":
		return p.pingPong(ctx)
	case "empty_stream":
		return p.emptyStream(ctx)
	case "half_duplex":
		return p.halfDuplex(ctx)
	case "custom_metadata":
		return p.customMetadata(ctx)
	case "status_code_and_message":
		return p.statusCodeAndMessage(ctx)
	case "special_status_message":
		return p.specialStatusMessage(ctx)
	case "unimplemented_method":
		_, err := p.stub.UnimplementedCall(ctx, &pb.Empty{})
		return refused(err, codes.Unimplemented, "")
	case "unimplemented_service":
		_, err := pb.NewUnimplementedServiceClient(p.conn).UnimplementedCall(ctx, &pb.Empty{})
		return refused(err, codes.Unimplemented, "")
	case "cancel_after_begin":
		return p.cancelAfterBegin(ctx)
	case "cancel_after_first_response":
		return p.cancelAfterFirstResponse(ctx)
	case "timeout_on_sleeping_server":
		return p.timeoutOnSleepingServer(ctx)
	case "rpc_soak":
		return p.rpcSoak(ctx)
	case "channel_soak":
		return p.channelSoak(ctx)
	}
	return Skip("not written for this client")
}

func main() {
	if os.Args[1] == "server" {
		serve()
		return
	}
	failed := false
	for _, name := range os.Args[3:] {
		peer, err := dial("127.0.0.1:" + os.Args[2])
		if err == nil {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			err = peer.play(ctx, name)
			cancel()
			peer.conn.Close()
		}
		switch err := err.(type) {
		case nil:
			fmt.Println(name, "ok")
		case Skip:
			fmt.Println(name, "skip", err)
		default:
			fmt.Println(name, "FAIL", err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}
