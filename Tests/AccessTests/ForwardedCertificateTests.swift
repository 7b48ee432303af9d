import HTTP2
import Testing

@testable import Access

@Suite("x-forwarded-client-cert")
struct ForwardedCertificateTests {
  private func identities(_ text: String) -> [String?]? {
    ForwardedCertificate.parse(text)?.map(\.identity)
  }

  @Test("as Envoy writes it")
  func envoy() {
    let text =
      #"By=spiffe://e.org/galleon;Hash=468ed33b;Subject="/C=US/CN=x";URI=spiffe://e.org/ann;DNS=a.e.org"#
    #expect(identities(text) == ["spiffe://e.org/ann"])
  }

  @Test(
    "names who it is of by URI, else by DNS, else by the subject",
    arguments: [
      ("Hash=1;URI=spiffe://e.org/ann", "spiffe://e.org/ann"),
      ("Hash=1;URI=https://e.org/ann;DNS=A.e.org;DNS=b.e.org", "dns:a.e.org"),
      (#"Hash=1;Subject="CN=ann,O=e\, inc""#, "cn:ann"),
      (#"Hash=1;Subject="O=e,CN=ann/admin""#, "cn:ann/admin"),
      (#"subject="CN=ann; uri=spiffe://e.org/root""#, "cn:ann; uri=spiffe://e.org/root"),
    ])
  func names(text: String, identity: String) {
    #expect(identities(text) == [identity])
  }

  @Test("quotes keep separators and quotes in a value")
  func quotes() {
    let text = #"Hash=1;Subject="CN=a\"b,O=\"x\"";DNS=real.e.org,Hash=2;URI="spiffe://e.org/b""#
    #expect(identities(text) == ["dns:real.e.org", "spiffe://e.org/b"])
  }

  @Test(
    "that names nobody surely names nobody",
    arguments: [
      "Hash=1", "URI=", "URI=spiffe://e.org/a;URI=spiffe://e.org/b", #"Subject="CN=a,CN=b""#,
      #"Subject="/CN=admin/O=x""#, #"Subject="CN=ad\6Din""#, #"Subject="""#,
    ])
  func nobody(text: String) {
    #expect(identities(text) == [nil])
  }

  @Test(
    "that is malformed is refused as a whole",
    arguments: [
      "", "Hash", "Hash=1;", "Hash=1,", #"Subject="CN=a"#, #"Subject="CN=a"x;URI=spiffe://e.org/a"#,
      "=1", #"URI=a"b"#, "URI=a\u{1}",
    ])
  func malformed(text: String) {
    #expect(identities(text) == nil)
  }
}
