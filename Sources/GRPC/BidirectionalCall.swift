import Protobuf

/// A running call with a stream in each direction.
package struct BidirectionalCall<Request: ProtobufMessage, Response: ProtobufMessage>: Sendable {
  package let requests: RequestWriter<Request>
  package let responses: ResponseStream<Response>
}
