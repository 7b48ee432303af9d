import HTTP2

/// What a handler may know and set about its call.
package struct ServerContext: Sendable {
  let call: ServerCall

  /// `/service/method`
  package var path: String { call.path }

  /// The other end: `127.0.0.1:41234`, or `unix` for a Unix socket.
  package var peer: String { call.peer }

  /// Who the other end is by its verified certificate; nil without TLS, or when it showed none.
  package var peerCertificate: PeerCertificate? { call.remote.certificate }

  /// Who calls, as the gate found out; nil where there is no gate, and for methods that are open to everybody.
  package var caller: Caller? { call.caller }

  /// Says what the call is about, for interceptors that hear of its end.
  package func note(_ note: CallNote) { call.setNote(note) }

  /// The metadata of the request; made anew at each use, so keep it when it is needed twice.
  package var metadata: Metadata { call.requestMetadata }

  /// When the call expires, if the client set a deadline.
  package var deadline: ContinuousClock.Instant? { call.deadline }

  /// Whether the call is over for the client: it gave up, was lost, or its deadline passed.
  package var isCancelled: Bool { call.isCancelled }

  /// Lets a streaming call in: headers go out now, so that proxies and the client know that it is
  /// connected. An error after this is no longer Trailers-Only, so check what would refuse the call
  /// before. Writing a message does the same. Nothing happens on a unary response.
  ///
  /// - Throws: `CANCELLED` or `DEADLINE_EXCEEDED` when the call is over.
  package func acceptStream() async throws(RPCError) { try await call.accept() }

  /// Metadata to send with the headers; what is set after they went out is not sent.
  package func setInitialMetadata(_ metadata: Metadata) { call.setInitialMetadata(metadata) }

  /// Whether the latest request came compressed; on the loop only.
  package var isRequestCompressed: Bool { call.isRequestCompressed }

  /// Which messages of this call's answer are sent in gzip to a client that reads it; to be said before the first.
  package func setCompression(_ compression: Compression) { call.setCompression(compression) }

  /// Metadata to send with the status, whether the call succeeds or fails.
  package func setTrailingMetadata(_ metadata: Metadata) { call.setTrailingMetadata(metadata) }
}
