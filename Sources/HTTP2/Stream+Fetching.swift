import CLinux
import CNghttp2

// Of ten thousand quiet streams nothing is in the processor's caches. Who sends on many of them, one after the other, has
// what the next ones need fetched meanwhile.

/// Has the processor fetch an object that is about to be touched; waits for nothing.
@inline(__always)
package func fetch(_ object: AnyObject, bytes: Int) {
  galleon_prefetch(Unmanaged.passUnretained(object).toOpaque(), bytes)
}

/// The same of one that must not even be retained, because that waits for its first bytes.
package func fetch(at address: UnsafeRawPointer?, bytes: Int) {
  galleon_prefetch(address, bytes)
}

extension Stream {
  /// What a stream takes of memory.
  package static let fetchedBytes = 256
  /// The part of nghttp2's that a DATA frame touches.
  private static let nativeBytes = 256

  /// Fetches what nghttp2 keeps of the stream.
  package func fetchNative() {
    galleon_prefetch(native, Self.nativeBytes)
  }

  /// Makes frames of what streams of the connection have to send, while it is at hand. They leave when the tick ends.
  package func makeFrames() {
    connection?.makeFrames()
  }
}
