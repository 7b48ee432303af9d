/// Every limit of the transport, of the messages it carries, and of what peers may make a server hold or do, each with its
/// reason. docs/limits.md lists them with the keys of galleond that set them.
package struct Limits: Sendable, Equatable {
  // What one call may be.

  /// Bytes of a message, compressed or not; 4 MiB is the usual limit of gRPC.
  package var messageBytes = 4 << 20
  /// Levels of messages inside a message: readers call themselves for each. 100 is the usual limit of protobuf.
  package var messageNesting = 100
  /// Memory for one message while it is decoded: two bytes can stand for a whole empty message, so its length bounds nothing.
  /// On each event loop at most one message is decoded.
  package var decodingBytes = 64 << 20
  /// Bytes of a header block after decompression, with 32 for each field (RFC 9113, section 6.5.2). gRPC peers use 8 KiB; a
  /// block that grows far beyond is a decompression bomb.
  package var headerListBytes = 32_768
  /// Fields of a header block; many tiny ones cost more than their bytes.
  package var headerFields = 200
  /// CONTINUATION frames of one block (CVE-2024-28182).
  package var continuations = 8
  /// How long a message may take from its first byte to its last, and a unary request to its end: 4 MiB at 70 KB/s.
  package var messageTime = Duration.seconds(60)

  // What one connection may hold.

  /// Streams at once. Proxies multiplex everything over one connection, so a small number fails their bursts.
  package var concurrentStreams: UInt32 = 1000
  /// What a peer may send on one stream before it is read, in bytes.
  package var streamWindow: Int32 = 1 << 20
  /// The same for all streams of a connection together.
  package var connectionWindow: Int32 = 16 << 20
  /// Bytes that wait to be sent on one stream before its writer has to wait.
  package var streamUnsentBytes = 65_536
  /// Bytes that one connection may have the server hold before its new streams are refused: open streams, unsent answers,
  /// unread and unfinished messages, large header blocks. Several of the largest messages.
  package var connectionBufferedBytes = 32 << 20
  /// Unsent answers to SETTINGS and PING; a peer that does not read them floods.
  package var outboundAcknowledgements = 1000

  // What all connections may hold.

  /// Connections of one server at once. Each costs a descriptor, and up to 64 KiB besides what is counted as held.
  package var connections = 10_000
  /// Connections from one address at once; a proxy opens some for each of its workers. Unix sockets have no address.
  package var connectionsForPeer = 1000
  /// What all connections together may have the server hold. From three quarters on, connections that hold more
  /// than 64 KiB get no new streams; beyond it the one that holds most is closed. A small machine has it to spare.
  package var bufferedBytes = 256 << 20

  // How long a connection may take, and live.

  /// How long a peer may take for the handshake of TLS: half-open ones cost memory and a descriptor.
  package var handshakeTime = Duration.seconds(10)
  /// How long a connection may take to its first SETTINGS, and a header block from its first frame to its last: who is slower
  /// holds a connection for nothing.
  package var headerTime = Duration.seconds(10)
  /// How long a server's connection lives before its client is asked to make another, a tenth more or less: so the load finds
  /// new servers, and connections that were made together do not end together. Nil is for ever.
  package var maxAge: Duration? = .seconds(1800)
  /// How long the streams of a connection that has to end may take.
  package var ageGrace = Duration.seconds(60)
  /// How long a connection may be without streams; it costs a descriptor and memory. Nil is for ever.
  package var maxIdle: Duration? = .seconds(3600)
  /// How long a client may be silent before it is asked for a sign of life: a peer whose machine has died says no goodbye. Nil
  /// never asks.
  package var keepaliveInterval: Duration? = .seconds(30)
  /// How long it may take to give that sign.
  package var keepaliveTimeout = Duration.seconds(10)
  /// The least time between a client's PINGs when nothing is answered, with calls or without. Sooner ones are `too_many_pings`.
  package var pingInterval = Duration.seconds(5)

  // What a connection may do too often. More of it ends the connection with ENHANCE_YOUR_CALM.

  /// Streams the peer may reset at once (CVE-2023-44487). Cancelling is cheap for us, so honest clients with many short
  /// deadlines get room.
  package var resetBurst: UInt64 = 1000
  /// How many of these are given back each second.
  package var resetsPerSecond: UInt64 = 200
  /// Streams of a connection that the peer made us reset (CVE-2025-8671): so many at once, given back evenly in a minute.
  package var provokedResetsPerMinute = 1000
  /// PINGs of one connection at once, given back evenly in ten seconds; a keepalive needs one in some seconds.
  package var pingsPerTenSeconds = 200
  /// SETTINGS of one connection at once, given back evenly in a minute. Each is answered and may change every stream.
  package var settingsPerMinute = 100
  /// Calls of one connection at once that are refused because of what they show of who calls, given back evenly in a minute.
  /// Each wrong token costs the verification of a signature; a client whose token has expired asks seldom.
  package var refusedCredentialsPerMinute = 100
  /// WINDOW_UPDATE, PRIORITY and empty DATA beyond what requests and answers earn: at once, and given back in ten seconds.
  package var overheadFramesPerTenSeconds = 10_000

  package init() {}
}
