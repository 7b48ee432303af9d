import GRPC
import Protobuf

extension RPCError {
  /// A failure whose details programs can read.
  package init(code: StatusCode, message: String, details: [RichStatus.Detail]) {
    let status = RichStatus(code: Int32(code.rawValue), message: message, details: details)
    // Details too large to be written are left out: code and message still say what happened.
    self.init(code: code, message: message, details: try? status.encode())
  }

  /// The details of the failure; nil if there are none, or none that can be read.
  package var richStatus: RichStatus? {
    guard let details else { return nil }
    return try? RichStatus(bytes: details)
  }
}
