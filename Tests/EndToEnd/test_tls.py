"""TLS between real programs: a galleond with certificates, the Python client and the command line."""

from __future__ import annotations

import datetime
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import galleon
from galleon.v1 import backend_service_pb2 as backends
from harness import BINARIES, DUMMIES, Daemon, eventually

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Authority:
    """A certificate authority in `directory`."""

    def __init__(self, directory: Path, name: str = "ca") -> None:
        self.directory, self.name = directory, name
        openssl(
            "req", "-x509", *KEY, "-days", "2", "-subj", f"/CN={name}",
            "-keyout", self.path("key"), "-out", self.path("pem"),
        )  # fmt: skip

    def path(self, kind: str) -> Path:
        return self.directory / f"{self.name}.{kind}"

    def sign(self, name: str, names: str) -> tuple[Path, Path]:
        """A certificate and its key."""
        certificate, key = self.directory / f"{name}.pem", self.directory / f"{name}.key"
        request, extensions = self.directory / f"{name}.csr", self.directory / f"{name}.ext"
        extensions.write_text(f"subjectAltName={names}")
        openssl("req", *KEY, "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        openssl(
            "x509", "-req", "-in", request, "-CA", self.path("pem"), "-CAkey", self.path("key"),
            "-set_serial", "1", "-days", "2", "-extfile", extensions, "-out", certificate,
        )  # fmt: skip
        return certificate, key


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


class SecureDaemon:
    """A galleond that listens on a port with TLS besides its Unix socket."""

    def __init__(self, daemon: Daemon, authority: Authority) -> None:
        self.daemon, self.authority = daemon, authority
        self.certificate, self.key = authority.sign("server", "IP:127.0.0.1,DNS:localhost")
        daemon.configuration.write_text(
            "listen:\n"
            f"  - unix:{daemon.directory}/s\n"
            "  - address: 127.0.0.1:0\n"
            f"    tls: {{certificate: {self.certificate}, private_key: {self.key},\n"
            f"      client_authorities: {authority.path('pem')}}}\n"
            f"ledger: {{sqlite: {{path: {daemon.ledger}}}}}\ndrain_delay: 0s\n" + DUMMIES % ""
        )
        daemon.start()
        found = re.search(r"listening on 127.0.0.1:(\d+) \(TLS\)", daemon.log)
        assert found, daemon.log
        self.target = f"127.0.0.1:{found[1]}"

    def client(self, name: str = "", authority: Authority | None = None) -> galleon.Client:
        root = (authority or self.authority).path("pem").read_bytes()
        chain = key = None
        if name:
            certificate, path = self.authority.sign(name, f"URI:spiffe://galleon/{name}")
            chain, key = certificate.read_bytes(), path.read_bytes()
        return galleon.connect(
            self.target, credentials=grpc.ssl_channel_credentials(root, key, chain)
        )

    def cli(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BINARIES / "galleon", "--server", self.target, *words],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip


@pytest.fixture
def secure(daemons: Callable[..., Daemon], tmp_path: Path) -> SecureDaemon:
    return SecureDaemon(daemons(""), Authority(tmp_path))


def test_a_client_with_a_certificate_is_served(secure: SecureDaemon) -> None:
    with secure.client("ann") as client:
        found = client.backends.ListBackends(backends.ListBackendsRequest()).backends
        assert [backend.host for backend in found] == ["local@alpha", "local@beta"]


def test_a_client_without_one_is_not(secure: SecureDaemon) -> None:
    with secure.client() as client, pytest.raises(grpc.RpcError) as refusal:
        client.backends.ListBackends(backends.ListBackendsRequest(), timeout=5)
    assert refusal.value.code() in (
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
    )


def test_the_command_line(secure: SecureDaemon) -> None:
    certificate, key = secure.authority.sign("bob", "DNS:bob.example")
    mine = ("--cert-file", str(certificate), "--key-file", str(key))
    trust = ("--ca-file", str(secure.authority.path("pem")))
    served = secure.cli("backend", "list", *trust, *mine)
    assert served.returncode == 0, served.stderr
    assert "local@beta" in served.stdout
    unknown = secure.cli("backend", "list", "--tls", *mine, "--timeout", "5s")
    assert unknown.returncode == 3, unknown
    assert "certificate" in unknown.stderr
    nobody = secure.cli("backend", "list", *trust, "--timeout", "5s")
    assert nobody.returncode == 3, nobody
    plain = secure.cli("backend", "list", "--timeout", "5s")
    assert plain.returncode == 3, plain
    half = secure.cli("backend", "list", "--cert-file", str(certificate))
    assert half.returncode == 2 and "--key-file" in half.stderr
    nowhere = secure.cli("backend", "list", "--ca-file", "/nowhere.pem")
    assert nowhere.returncode == 2 and "/nowhere.pem" in nowhere.stderr


def test_new_certificates_are_taken_with_a_signal(secure: SecureDaemon, tmp_path: Path) -> None:
    other = Authority(tmp_path, "other")
    with secure.client("ann") as client:
        ask = backends.ListBackendsRequest()
        assert client.backends.ListBackends(ask).backends
        certificate, key = other.sign("server", "IP:127.0.0.1")
        assert (certificate, key) == (secure.certificate, secure.key)
        assert secure.daemon.process is not None
        secure.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "taken for new connections" in secure.daemon.log, "the reload")
        # The connection that is there goes on.
        assert client.backends.ListBackends(ask).backends
    with secure.client("ann", other) as client:
        assert client.backends.ListBackends(ask).backends


def test_broken_certificates_keep_it_from_starting(
    daemons: Callable[..., Daemon], tmp_path: Path
) -> None:
    daemon = daemons("")
    broken = tmp_path / "broken.pem"
    broken.write_text("nonsense")
    daemon.configuration.write_text(
        f"listen: [{{address: '127.0.0.1:0', tls: {{certificate: {broken}, private_key: {broken}}}}}]\n"
        f"ledger: {{sqlite: {{path: {daemon.ledger}}}}}\n" + DUMMIES % ""
    )
    ended = daemon.run()
    assert ended.returncode == 1
    assert str(broken) in ended.stderr


# Certificates that are not good


NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
CLIENT, SERVER = x509.ExtendedKeyUsageOID.CLIENT_AUTH, x509.ExtendedKeyUsageOID.SERVER_AUTH


class Signer:
    """Signs as `authority`, with what openssl(1) does not like to do."""

    def __init__(self, authority: Authority) -> None:
        self.authority = x509.load_pem_x509_certificate(authority.path("pem").read_bytes())
        key = serialization.load_pem_private_key(authority.path("key").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.key = key

    def sign(
        self, name: str, begins: datetime.datetime = NOW - DAY, ends: datetime.datetime = NOW + DAY,
        purpose: x509.ObjectIdentifier = CLIENT, by_itself: bool = False,
    ) -> tuple[x509.Certificate, bytes]:  # fmt: skip
        """A certificate, and its key in PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if by_itself else self.authority.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
            .add_extension(x509.ExtendedKeyUsage([purpose]), False)
            .sign(key if by_itself else self.key, hashes.SHA256())
        )
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return made, key.private_bytes(encoding, form, serialization.NoEncryption())

    def revoke(self, revoked: list[x509.Certificate], into: Path) -> None:
        crl = x509.CertificateRevocationListBuilder().issuer_name(self.authority.subject)
        crl = crl.last_update(NOW - DAY).next_update(NOW + DAY)
        for one in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(one.serial_number)
            crl = crl.add_revoked_certificate(entry.revocation_date(NOW - DAY).build())
        made = crl.sign(self.key, hashes.SHA256())
        into.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def answer(secure: SecureDaemon, chain: bytes, key: bytes) -> str:
    """What a new connection with that certificate is told."""
    root = secure.authority.path("pem").read_bytes()
    credentials = grpc.ssl_channel_credentials(root, key, chain)
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.secure_channel(secure.target, credentials, options=options) as channel:
        try:
            channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=60)
            return "OK"
        except grpc.RpcError as error:
            return str(error.code().name)


def test_a_bad_certificate_ends_its_connection_alone(secure: SecureDaemon, tmp_path: Path) -> None:
    signer, stranger = Signer(secure.authority), Signer(Authority(tmp_path, "stranger"))
    revoked, crl = signer.sign("revoked"), tmp_path / "crl.pem"
    signer.revoke([], crl)
    text = secure.daemon.configuration.read_text()
    secure.daemon.configuration.write_text(
        text.replace("client_authorities:", f"client_revocations: {crl}, client_authorities:")
    )
    secure.daemon.restart()
    secure.target = re.findall(r"listening on (127.0.0.1:\d+)", secure.daemon.log)[-1]
    good, good_key = signer.sign("good")
    with secure.client("ann") as running:
        ask = backends.ListBackendsRequest()
        assert running.backends.ListBackends(ask).backends
        assert answer(secure, pem(revoked[0]), revoked[1]) == "OK"
        bad = {
            "expired": signer.sign("old", NOW - 2 * DAY, NOW - DAY),
            "not valid yet": signer.sign("new", NOW + DAY, NOW + 2 * DAY),
            "of a server": signer.sign("server", purpose=SERVER),
            "of another authority": stranger.sign("eve"),
            "signed by itself": signer.sign("me", by_itself=True),
        }
        for name, (certificate, key) in bad.items():
            assert answer(secure, pem(certificate), key) == "UNAVAILABLE", name
            assert answer(secure, pem(good), good_key) == "OK", f"after one that is {name}"
        # Revoked while the service runs.
        signer.revoke([revoked[0]], crl)
        assert secure.daemon.process is not None
        secure.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "taken for new connections" in secure.daemon.log, "the reload")
        assert answer(secure, pem(revoked[0]), revoked[1]) == "UNAVAILABLE"
        assert answer(secure, pem(good), good_key) == "OK"
        # The connection from before has seen nothing of it.
        assert running.backends.ListBackends(ask).backends


def test_an_expired_server_is_named_and_a_new_certificate_helps(secure: SecureDaemon) -> None:
    signer, mine = Signer(secure.authority), secure.authority.sign("bob", "DNS:bob.example")

    def list_backends(*more: str) -> subprocess.CompletedProcess[str]:
        trust = ("--ca-file", str(secure.authority.path("pem")), "--server-name", "localhost")
        who = ("--cert-file", str(mine[0]), "--key-file", str(mine[1]))
        return secure.cli("backend", "list", *trust, *who, "--timeout", "10s", *more)

    assert list_backends().returncode == 0
    old, old_key = signer.sign("localhost", NOW - 2 * DAY, NOW - DAY, SERVER)
    new, new_key = signer.sign("localhost", purpose=SERVER)
    # The files are not replaced at one moment: a key that does not fit yet changes nothing. Nobody sends a signal.
    secure.certificate.write_bytes(pem(old))
    eventually(lambda: "the certificates stay as they were" in secure.daemon.log, "the look", 60)
    assert list_backends().returncode == 0
    secure.key.write_bytes(old_key)
    eventually(lambda: secure.daemon.log.count("is taken for new connections") == 1, "the reload", 60)
    refused = list_backends()
    assert refused.returncode == 3 and "certificate has expired" in refused.stderr, refused
    secure.key.write_bytes(new_key)
    secure.certificate.write_bytes(pem(new))
    eventually(lambda: secure.daemon.log.count("is taken for new connections") == 2, "the reload", 60)
    assert list_backends().returncode == 0


def test_every_kind_of_address_at_once(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    daemon, authority = daemons(""), Authority(tmp_path)
    certificate, key = authority.sign("server", "IP:127.0.0.1,IP:::1,DNS:localhost")
    tls = f"tls: {{certificate: {certificate}, private_key: {key}}}"
    daemon.configuration.write_text(
        f"listen:\n  - unix:{daemon.directory}/s\n  - {{address: 'unix:{daemon.directory}/t', {tls}}}\n"
        f"  - 127.0.0.1:0\n  - {{address: '127.0.0.2:0', {tls}}}\n"
        f"  - {{address: '[::1]:0', {tls}}}\n"
        f"ledger: {{sqlite: {{path: {daemon.ledger}}}}}\ndrain_delay: 0s\n" + DUMMIES % ""
    )
    daemon.start()
    listening = re.findall(r"listening on (\S+)( \(TLS\))?", daemon.log)
    assert len(listening) == 5
    root = grpc.ssl_channel_credentials(authority.path("pem").read_bytes())
    for address, is_secure in listening:
        name = [("grpc.ssl_target_name_override", "localhost")]
        target = address if address.startswith("unix:") else f"ipv{6 if '[' in address else 4}:{address}"
        secure, plain = grpc.secure_channel(target, root, name), grpc.insecure_channel(target)
        right, wrong = (secure, plain) if is_secure else (plain, secure)
        with right, wrong:
            check = "/grpc.health.v1.Health/Check"
            assert right.unary_unary(check)(b"", timeout=60) == b"\x08\x01", address
            with pytest.raises(grpc.RpcError) as refused:
                wrong.unary_unary(check)(b"", timeout=60)
            assert refused.value.code() == grpc.StatusCode.UNAVAILABLE
            assert right.unary_unary(check)(b"", timeout=60) == b"\x08\x01", address
