import HTTP2

extension ConfigurationLoader {
  /// Reads what clients may take; its defaults are those of the transport.
  static func readLimits(_ reader: ConfigurationReader) -> Limits {
    var limits = Limits()
    readCalls(reader, &limits)
    readHeld(reader, &limits)
    readRates(reader, &limits)
    limits.handshakeTime = time(reader, "handshake_timeout", limits.handshakeTime)
    limits.headerTime = time(reader, "header_timeout", limits.headerTime)
    limits.messageTime = time(reader, "message_timeout", limits.messageTime)
    reader.finish()
    return limits
  }

  /// Reads how long a connection lives; the other limits are left alone.
  static func readConnections(_ reader: ConfigurationReader) -> ConnectionsConfiguration {
    let days = Duration.seconds(1)...Duration.seconds(30 * 86_400)
    let hour = Duration.milliseconds(100)...Duration.seconds(3600)
    let standard = Limits()
    let connections = ConnectionsConfiguration(
      maxAge: reader.value("max_age", default: standard.maxAge, neverOr(days)),
      maxAgeGrace: reader.value(
        "max_age_grace", default: standard.ageGrace, ScalarParser.duration(hour)),
      maxIdle: reader.value("max_idle", default: standard.maxIdle, neverOr(days)),
      keepaliveInterval: reader.value(
        "keepalive_interval", default: standard.keepaliveInterval,
        neverOr(.seconds(1)...Duration.seconds(3600))),
      keepaliveTimeout: reader.value(
        "keepalive_timeout", default: standard.keepaliveTimeout, ScalarParser.duration(hour)),
      minPingInterval: reader.value(
        "min_ping_interval", default: standard.pingInterval,
        ScalarParser.duration(.zero...Duration.seconds(3600))))
    reader.finish()
    return connections
  }

  private static func readCalls(_ reader: ConfigurationReader, _ limits: inout Limits) {
    limits.messageBytes = size(
      reader, "max_message_bytes", limits.messageBytes, 1024...(1 << 30))
    limits.messageNesting = count(
      reader, "max_message_nesting", limits.messageNesting, 10...1000)
    limits.decodingBytes = size(
      reader, "max_decoding_memory", limits.decodingBytes, (1 << 20)...(1 << 40))
    limits.headerListBytes = size(
      reader, "max_header_bytes", limits.headerListBytes, 4096...(1 << 20))
    limits.headerFields = count(reader, "max_header_fields", limits.headerFields, 16...10_000)
    limits.continuations = count(reader, "max_continuations", limits.continuations, 1...1000)
  }

  private static func readHeld(_ reader: ConfigurationReader, _ limits: inout Limits) {
    let window: ClosedRange<Int64> = 65_535...Int64(Int32.max)
    let memory: ClosedRange<Int64> = (1 << 20)...(1 << 40)
    limits.concurrentStreams = UInt32(
      count(reader, "max_concurrent_streams", Int(limits.concurrentStreams), 1...1_000_000))
    limits.streamWindow = Int32(
      size(reader, "stream_window", Int(limits.streamWindow), window))
    limits.connectionWindow = Int32(
      size(reader, "connection_window", Int(limits.connectionWindow), window))
    limits.streamUnsentBytes = size(
      reader, "max_unsent_per_stream", limits.streamUnsentBytes, 1024...(1 << 30))
    limits.connectionBufferedBytes = size(
      reader, "max_buffered_per_connection", limits.connectionBufferedBytes, memory)
    limits.outboundAcknowledgements = count(
      reader, "max_unsent_acknowledgements", limits.outboundAcknowledgements, 10...1_000_000)
    limits.connections = count(reader, "max_connections", limits.connections, 1...1_000_000)
    limits.connectionsForPeer = count(
      reader, "max_connections_per_peer", limits.connectionsForPeer, 1...1_000_000)
    limits.bufferedBytes = size(reader, "max_buffered", limits.bufferedBytes, memory)
    if limits.connectionBufferedBytes > limits.bufferedBytes {
      reader.report(
        at: reader.has("max_buffered") ? "max_buffered" : "max_buffered_per_connection",
        "one connection (max_buffered_per_connection) may hold no more than all together "
          + "(max_buffered)")
    }
  }

  private static func readRates(_ reader: ConfigurationReader, _ limits: inout Limits) {
    let rates: ClosedRange<Int64> = 1...10_000_000
    limits.resetBurst = UInt64(count(reader, "reset_burst", Int(limits.resetBurst), rates))
    limits.resetsPerSecond = UInt64(
      count(reader, "resets_per_second", Int(limits.resetsPerSecond), rates))
    limits.provokedResetsPerMinute = count(
      reader, "provoked_resets_per_minute", limits.provokedResetsPerMinute, rates)
    limits.pingsPerTenSeconds = count(
      reader, "pings_per_ten_seconds", limits.pingsPerTenSeconds, rates)
    limits.settingsPerMinute = count(
      reader, "settings_per_minute", limits.settingsPerMinute, rates)
    limits.refusedCredentialsPerMinute = count(
      reader, "refused_credentials_per_minute", limits.refusedCredentialsPerMinute, rates)
    limits.overheadFramesPerTenSeconds = count(
      reader, "overhead_frames_per_ten_seconds", limits.overheadFramesPerTenSeconds, rates)
  }

  private static func count(
    _ reader: ConfigurationReader, _ key: String, _ standard: Int, _ range: ClosedRange<Int64>
  ) -> Int {
    Int(reader.value(key, default: Int64(standard), ScalarParser.count(range)))
  }

  private static func size(
    _ reader: ConfigurationReader, _ key: String, _ standard: Int, _ range: ClosedRange<Int64>
  ) -> Int {
    Int(reader.value(key, default: Int64(standard), ScalarParser.size(range)))
  }

  private static func time(
    _ reader: ConfigurationReader, _ key: String, _ standard: Duration
  ) -> Duration {
    reader.value(
      key, default: standard, ScalarParser.duration(Duration.seconds(1)...Duration.seconds(3600)))
  }
}
