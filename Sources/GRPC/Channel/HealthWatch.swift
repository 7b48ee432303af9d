import HTTP2
import Protobuf

/// Watches the health of one service on one connection (gRFC A17, grpc.health.v1). Touched on the connection's loop only.
final class HealthWatch: StreamHandler {
  enum Report: Equatable {
    case serving
    /// With the reason, for people.
    case failing(String)
  }

  private static let path = "/grpc.health.v1.Health/Watch"
  private let connection: HTTP2Client
  private let service: String
  private let headers: [HeaderField]
  private var stream: Stream?
  private var deframer = MessageDeframer(limit: 1024, role: .client)
  private var backoff: Backoff
  private var timer: LoopTimer?
  private var isStopped = false
  private var hasHeard = false
  private var status: ClientCallMachine.Outcome?

  var onChange: ((Report) -> Void)?

  init(
    _ connection: HTTP2Client, _ service: String, _ configuration: ClientChannel.Configuration,
    _ address: ServerAddress
  ) {
    self.connection = connection
    self.service = service
    backoff = configuration.backoff
    headers = RequestHeaders.list(
      path: Self.path, isSecure: configuration.tls != nil, authority: address.authority,
      userAgent: configuration.userAgent, timeout: nil, compression: .off,
      metadata: Metadata())
  }

  func start() {
    guard !isStopped else { return }
    deframer = MessageDeframer(limit: 1024, role: .client)
    hasHeard = false
    status = nil
    do throws(HTTP2Error) {
      let stream = try connection.open(headers, self)
      self.stream = stream
      stream.send(Self.request(service), endStream: true)
    } catch {
      // The connection is going; whoever watches it hears of that by itself.
    }
  }

  func stop() {
    isStopped = true
    onChange = nil
    timer?.cancel()
    stream?.reset(.cancel)
  }

  /// `HealthCheckRequest { string service = 1; }`, framed.
  static func request(_ service: String) -> [UInt8] {
    var framed = [UInt8](repeating: 0, count: MessagePrefix.length)
    var length = service.utf8.count
    if length > 0 {
      framed.append(0x0A)
      while length > 0x7F {
        framed.append(UInt8(length & 0x7F) | 0x80)
        length >>= 7
      }
      framed.append(UInt8(length))
      framed += Array(service.utf8)
    }
    MessagePrefix.write(into: &framed)
    return framed
  }

  /// `HealthCheckResponse { ServingStatus status = 1; }`; 0, UNKNOWN, for what is not one.
  static func servingStatus(_ message: [UInt8]) -> UInt8 {
    message.count >= 2 && message[0] == 0x08 ? message[1] : 0
  }

  private static let statusNames = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"]

  // MARK: What the stream brings

  func headersReceived(_ block: HeaderBlock, ended: Bool) {
    let response = ResponseHead(block)
    deframer.encoding = response.encoding
    if ended { status = response.head.outcome }
  }

  func trailersReceived(_ block: HeaderBlock) { status = ResponseHead(block).head.outcome }

  func dataReceived(_ bytes: UnsafeRawBufferPointer, ended: Bool) {
    stream?.consume(bytes.count)
    deframer.append(bytes)
    do throws(RPCError) {
      while let message = try deframer.next() {
        heard(Self.servingStatus(try message.payload(limit: deframer.limit)))
      }
    } catch {
      stream?.reset(.cancel)
    }
  }

  private func heard(_ status: UInt8) {
    hasHeard = true
    backoff.succeeded()
    guard status != 1 else { onChange?(.serving); return }
    let name = Int(status) < Self.statusNames.count ? Self.statusNames[Int(status)] : "\(status)"
    onChange?(.failing("it says that \(service.isEmpty ? "it" : service) is \(name)"))
  }

  func writable() {}

  func closed(_ end: StreamEnd) {
    stream = nil
    guard !isStopped, case .reset = end else { return }
    // A server without the health service is taken at its word that it serves.
    if status?.code == .unimplemented { onChange?(.serving); return }
    onChange?(.failing("its health cannot be watched: \(status?.code?.name ?? "the watch ended")"))
    var random = SystemRandomNumberGenerator()
    timer = connection.loop.schedule(
      after: hasHeard ? .zero : backoff.failed(using: &random)
    ) { [weak self] in
      self?.start()
    }
  }
}
