"""TLS: a connection to a checked address still has to prove the name that was asked for."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_RDWR, create_server, socket
from threading import Thread

import pytest

from secondsource.errors import TryAgain
from tests.net.hosts import NAME, fetcher, reply

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="makes its certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for one name, its key in the same file."""
    folder = tmp_path_factory.mktemp("certificate")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both


@contextmanager
def secure(certificate: Path, names: list[str | None]) -> Iterator[int]:
    """A host that speaks TLS, on a port; `names` are those that it was asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda sock, name, _: names.append(name)
    with create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=serve, args=(listening, context), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(SHUT_RDWR)
        thread.join(5)


def serve(listening: socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            sock, _ = listening.accept()
        except OSError:
            return
        with sock, suppress(OSError), context.wrap_socket(sock, server_side=True) as wrapped:
            wrapped.recv(65_536)
            wrapped.sendall(b"".join(reply(200, b"secure")))


def test_the_name_is_asked_for_and_proven(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    names: list[str | None] = []
    with secure(certificate, names) as port:
        fetched = fetcher().get(f"https://{NAME}:{port}/", robots=False)
    assert (fetched.body, names) == (b"secure", [NAME])


def test_a_certificate_for_another_name_is_refused(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secure(certificate, []) as port, pytest.raises(TryAgain, match="certificate .*mismatch"):
        fetcher().get(f"https://other.example:{port}/", robots=False)


def test_a_certificate_of_nobody_known_is_refused(certificate: Path) -> None:
    with secure(certificate, []) as port, pytest.raises(TryAgain, match="certificate .*signed"):
        fetcher().get(f"https://{NAME}:{port}/", robots=False)


def test_a_host_without_tls_is_to_be_tried_again() -> None:
    with create_server(("127.0.0.1", 0)) as listening:
        Thread(target=babble, args=(listening,), daemon=True).start()
        with pytest.raises(TryAgain, match="connection failed"):
            fetcher().get(f"https://{NAME}:{listening.getsockname()[1]}/", robots=False)


def babble(listening: socket) -> None:
    sock, _ = listening.accept()
    with sock, suppress(OSError):
        sock.sendall(b"HTTP/1.1 400 So\r\n\r\n")
        sock.recv(65_536)
