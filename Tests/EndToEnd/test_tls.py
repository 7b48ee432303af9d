"""TLS between real programs: a galleond with certificates, the Python client and the command line."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import grpc
import pytest

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
