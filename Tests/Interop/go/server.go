package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	pb "interop/testing"
)

// Service is grpc.testing.TestService. A server of this grpc-go cannot choose whether to compress an answer.
type Service struct {
	pb.UnimplementedTestServiceServer
}

func check(wanted *pb.EchoStatus) error {
	if wanted.GetCode() == 0 {
		return nil
	}
	return status.Error(codes.Code(wanted.Code), wanted.Message)
}

func checkCompressed(ctx context.Context, expected *pb.BoolValue) error {
	received := ctx.Value(receivedKey{}).(*Received)
	if expected != nil && expected.Value != received.compressed {
		return status.Errorf(codes.InvalidArgument, "compressed: %v", received.compressed)
	}
	return nil
}

// echo gives back what the client sent under the two names, with headers and trailers.
func echo(ctx context.Context) (initial, trailing metadata.MD) {
	received, _ := metadata.FromIncomingContext(ctx)
	return metadata.MD{initialKey: received.Get(initialKey)},
		metadata.MD{trailingKey: received.Get(trailingKey)}
}

func (*Service) EmptyCall(ctx context.Context, _ *pb.Empty) (*pb.Empty, error) {
	return &pb.Empty{}, nil
}

func (*Service) UnaryCall(ctx context.Context, in *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	initial, trailing := echo(ctx)
	grpc.SetHeader(ctx, initial)
	grpc.SetTrailer(ctx, trailing)
	if err := checkCompressed(ctx, in.ExpectCompressed); err != nil {
		return nil, err
	}
	if err := check(in.ResponseStatus); err != nil {
		return nil, err
	}
	return &pb.SimpleResponse{Payload: zeros(int(in.ResponseSize))}, nil
}

type sender interface {
	Send(*pb.StreamingOutputCallResponse) error
}

func answer(in *pb.StreamingOutputCallRequest, out sender) error {
	if err := check(in.ResponseStatus); err != nil {
		return err
	}
	for _, parameters := range in.ResponseParameters {
		time.Sleep(time.Duration(parameters.IntervalUs) * time.Microsecond)
		message := &pb.StreamingOutputCallResponse{Payload: zeros(int(parameters.Size))}
		if err := out.Send(message); err != nil {
			return err
		}
	}
	return nil
}

func (*Service) StreamingOutputCall(
	in *pb.StreamingOutputCallRequest, stream pb.TestService_StreamingOutputCallServer,
) error {
	return answer(in, stream)
}

func (*Service) StreamingInputCall(stream pb.TestService_StreamingInputCallServer) error {
	sum := 0
	for {
		in, err := stream.Recv()
		if err == io.EOF {
			return stream.SendAndClose(
				&pb.StreamingInputCallResponse{AggregatedPayloadSize: int32(sum)})
		}
		if err != nil {
			return err
		}
		if err := checkCompressed(stream.Context(), in.ExpectCompressed); err != nil {
			return err
		}
		sum += len(in.Payload.GetBody())
	}
}

func (*Service) FullDuplexCall(stream pb.TestService_FullDuplexCallServer) error {
	initial, trailing := echo(stream.Context())
	stream.SetHeader(initial)
	stream.SetTrailer(trailing)
	for {
		in, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = answer(in, stream)
		}
		if err != nil {
			return err
		}
	}
}

func (*Service) HalfDuplexCall(stream pb.TestService_HalfDuplexCallServer) error {
	var all []*pb.StreamingOutputCallRequest
	for {
		in, err := stream.Recv()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		all = append(all, in)
	}
	for _, in := range all {
		if err := answer(in, stream); err != nil {
			return err
		}
	}
	return nil
}

func serve() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := grpc.NewServer(grpc.StatsHandler(&Received{}))
	pb.RegisterTestServiceServer(server, &Service{})
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	go server.Serve(listener)
	io.Copy(io.Discard, os.Stdin)
	server.Stop()
}
