import Glibc

/// Listens at several addresses and hands each connection to the loop that has the fewest.
package final class HTTP2Server: Sendable {
  private let shards: [Shard]

  /// - Parameter makeHandler: called on the stream's loop when its request's header block is there.
  package init(
    loops: [EventLoop], limits: Limits = Limits(),
    makeHandler: @escaping @Sendable (Stream) -> any StreamHandler
  ) {
    precondition(!loops.isEmpty, "a server needs an event loop")
    let count = ConnectionCount(limit: limits.connections, forPeer: limits.connectionsForPeer)
    let budget = MemoryBudget(limit: limits.bufferedBytes)
    shards = loops.map {
      Shard(
        loop: $0, limits: limits, connectionCount: count, budget: budget,
        makeHandler: makeHandler)
    }
  }

  /// Listens at `endpoint` from now on; at every address that a host name stands for and this machine has.
  ///
  /// - Parameter tls: where its connections take their TLS from; nil leaves them plain.
  /// - Returns: the address bound, with the port the system chose if 0 was asked for; of several addresses their name.
  /// - Throws: an error whose sentence names the address and why it cannot be had.
  package func listen(_ endpoint: Endpoint, tls: TLSServerSource? = nil)
    async throws(HTTP2Error) -> Endpoint
  {
    let result = await shards[0].loop.ask { [self] () -> Result<Endpoint, HTTP2Error> in
      do throws(HTTP2Error) {
        return .success(
          try shards[0].listen(endpoint) { [weak self] socket in self?.hand(over: socket, tls) })
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Takes no new connections, and says on each that it takes no new streams. When it returns no later address is
  /// listened at, and every loop has heard of it.
  package func startDraining() async {
    for shard in shards { await shard.loop.ask { shard.startDraining() } }
  }

  /// Drains, lets the running streams end for at most `grace`, then closes what is left. Returns when every connection of
  /// every loop is gone.
  package func shutdown(grace: Duration) async {
    await startDraining()
    let timers = shards.map { shard in
      Task {
        try? await Task.sleep(for: grace)
        if !Task.isCancelled { shard.loop.execute { shard.closeAll() } }
      }
    }
    for shard in shards {
      await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        shard.loop.execute { shard.whenEmpty { done.resume() } }
      }
    }
    for timer in timers { timer.cancel() }
  }

  /// What happened on all connections since the server began.
  package func counts() async -> StreamCounts {
    var counts = StreamCounts()
    for shard in shards { counts.add(await shard.loop.ask { shard.counts() }) }
    return counts
  }

  /// Up to `max` connections from a number on, lowest numbers first.
  package func connections(from number: Int, max: Int) async -> [ConnectionStatus] {
    var found: [ConnectionStatus] = []
    for shard in shards {
      found += await shard.loop.ask { shard.statuses(from: number, max: max) }
    }
    return Array(found.sorted { $0.number < $1.number }.prefix(max))
  }

  package func listeners() async -> [ListenerStatus] {
    var found: [ListenerStatus] = []
    for shard in shards { found += await shard.loop.ask { shard.listenerStatuses() } }
    return found
  }

  /// Connections of each loop, in the order of the loops.
  package var connectionsOfLoops: [Int] { shards.map(\.load) }

  /// All accepting is done on the first loop: nobody else adds to a load meanwhile.
  private var leastLoaded: Shard {
    var least = (shard: shards[0], load: shards[0].load)
    for shard in shards.dropFirst() where shard.load < least.load { least = (shard, shard.load) }
    return least.shard
  }

  private func hand(over socket: consuming Socket, _ tls: TLSServerSource?) {
    let context = tls?.current
    let shard = leastLoaded
    shard.join()
    if shard.loop.isCurrent { return shard.adopt(socket, context) }
    // A copy, because a closure cannot take over what is owned; like the first it must not survive exec.
    let (descriptor, peer) = (fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0), socket.peer)
    guard descriptor >= 0 else { return shard.leave() }
    shard.loop.execute { shard.adopt(Socket(descriptor: descriptor, peer: peer), context) }
  }
}

extension EventLoop {
  /// Runs `body` on the loop and brings its answer back.
  package func ask<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { (answer: CheckedContinuation<Value, Never>) in
      execute { answer.resume(returning: body()) }
    }
  }
}
