import HTTP2

/// Decides who may call what.
package protocol CallGate: Sendable {
  /// Lets a call in, or refuses it, when its headers are there and before anything of its request is read. On the call's
  /// loop; must not block.
  ///
  func admit(_ call: ArrivingCall) -> Admission
}

/// What a gate says to a call.
package struct Admission: Sendable {
  /// Who calls, also of a call that is refused; nil when nobody knows, or the method is open to everybody.
  package var caller: Caller?
  /// What the call is refused with, as Trailers-Only; nil lets it in.
  package var refusal: RPCError?

  /// Whether the call was refused because of what it showed of who calls, and its connection is to answer for it: a peer
  /// that tries one token after the other is cut off.
  package var isForged: Bool

  package init(caller: Caller? = nil, refusal: RPCError? = nil, isForged: Bool = false) {
    self.caller = caller
    self.refusal = refusal
    self.isForged = isForged
  }
}

/// A call of which nothing but its headers is known.
package struct ArrivingCall {
  package let route: Route
  package let peer: ConnectionPeer
  package let head: HeaderBlock

  package init(route: Route, peer: ConnectionPeer, head: HeaderBlock) {
    self.route = route
    self.peer = peer
    self.head = head
  }
}
