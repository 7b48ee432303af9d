// grpc-go of Debian. An event is encoded once for all its watchers: a codec of its own lets encoded messages pass (PreparedMsg is
// for clients alone in this version).
//
//	go-peer PORT DIRECTORY [CERTIFICATE KEY]
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	pb "peers/v1"
)

// A message that was encoded before.
type encoded []byte

type codec struct{}

func (codec) Name() string { return "proto" }

func (codec) Marshal(value interface{}) ([]byte, error) {
	if message, ok := value.(encoded); ok {
		return message, nil
	}
	return proto.Marshal(value.(proto.Message))
}

func (codec) Unmarshal(bytes []byte, value interface{}) error {
	return proto.Unmarshal(bytes, value.(proto.Message))
}

type watchers map[chan encoded]struct{}

type peer struct {
	pb.UnimplementedMigrationServiceServer
	progress *pb.GetMigrationProgressResponse
	event    *pb.WatchMigrationResponse
	message  *pb.WatchMigrationsResponse
	lock     sync.Mutex
	watches  map[string]watchers
}

func (p *peer) GetMigrationProgress(
	_ context.Context, request *pb.GetMigrationProgressRequest,
) (*pb.GetMigrationProgressResponse, error) {
	if request.MigrationId == "" {
		return nil, status.Error(codes.InvalidArgument, "no id")
	}
	return p.progress, nil
}

func (p *peer) WatchMigrations(
	request *pb.WatchMigrationsRequest, stream pb.MigrationService_WatchMigrationsServer,
) error {
	count, _ := strconv.Atoi(request.ResumeToken)
	for ; count > 0; count-- {
		if err := stream.Send(p.message); err != nil {
			return err
		}
	}
	return nil
}

func (p *peer) WatchMigration(
	request *pb.WatchMigrationRequest, stream pb.MigrationService_WatchMigrationServer,
) error {
	events := make(chan encoded, 4)
	p.lock.Lock()
	all := p.watches[request.MigrationId]
	if all == nil {
		all = watchers{}
		p.watches[request.MigrationId] = all
	}
	all[events] = struct{}{}
	p.lock.Unlock()
	defer func() {
		p.lock.Lock()
		delete(all, events)
		p.lock.Unlock()
	}()
	if err := stream.Send(p.event); err != nil {
		return err
	}
	for {
		select {
		case event := <-events:
			if err := stream.SendMsg(event); err != nil {
				return err
			}
		case <-stream.Context().Done():
			return stream.Context().Err()
		}
	}
}

func (p *peer) UpdateMigration(
	_ context.Context, request *pb.UpdateMigrationRequest,
) (*pb.UpdateMigrationResponse, error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	event, err := proto.Marshal(p.event)
	if err != nil {
		return nil, err
	}
	for events := range p.watches[request.MigrationId] {
		events <- event
	}
	return &pb.UpdateMigrationResponse{}, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func load(directory, name string, message proto.Message) {
	bytes, err := os.ReadFile(filepath.Join(directory, name))
	must(err)
	must(proto.Unmarshal(bytes, message))
}

func main() {
	if len(os.Args) != 3 && len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: go-peer PORT DIRECTORY [CERTIFICATE KEY]")
		os.Exit(2)
	}
	p := &peer{
		progress: new(pb.GetMigrationProgressResponse),
		event:    new(pb.WatchMigrationResponse),
		message:  new(pb.WatchMigrationsResponse),
		watches:  map[string]watchers{},
	}
	load(os.Args[2], "progress", p.progress)
	load(os.Args[2], "event", p.event)
	load(os.Args[2], "event", p.message)
	var options []grpc.ServerOption
	if len(os.Args) == 5 {
		certificate, err := credentials.NewServerTLSFromFile(os.Args[3], os.Args[4])
		must(err)
		options = append(options, grpc.Creds(certificate))
	}
	encoding.RegisterCodec(codec{})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	must(err)
	server := grpc.NewServer(options...)
	pb.RegisterMigrationServiceServer(server, p)
	must(server.Serve(listener))
}
