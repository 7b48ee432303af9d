import Testing

@testable import HTTP2

@Suite("Which streams a client passed over")
struct PassedOverStreamsTests {
  @Test("A client that counts upwards passes over none, and may send trailers on each")
  func counting() {
    var streams = PassedOverStreams()
    for id: Int32 in [1, 3, 5, 3, 1, 7, 5] {
      let isFine = streams.headersBegin(on: id)
      #expect(isFine, "stream \(id)")
    }
  }

  @Test("Each number of a gap was passed over, and none beside it")
  func gaps() {
    var streams = PassedOverStreams()
    for id: Int32 in [5, 7, 15] {
      let isFine = streams.headersBegin(on: id)
      #expect(isFine)
    }
    #expect((0...20).filter { streams.contains($0) && $0 & 1 == 1 } == [1, 3, 9, 11, 13])
    let isFine = streams.headersBegin(on: 11)
    #expect(!isFine)
  }

  @Test("A client that skips about costs no more than its latest gaps")
  func bound() {
    var streams = PassedOverStreams()
    for id in 0..<1000 as Range<Int32> { _ = streams.headersBegin(on: 4 * id + 3) }
    #expect(!streams.contains(1))
    #expect(streams.contains(4 * 999 + 1))
    #expect((0..<4000).filter { streams.contains($0) }.count == 64)
  }

  @Test("The greatest number leaves nothing to count beyond")
  func greatest() {
    var streams = PassedOverStreams()
    let isFine = streams.headersBegin(on: Int32.max)
    #expect(isFine)
    #expect(streams.contains(Int32.max - 2))
  }
}
