"""A real web server on this machine that answers as it is told: well, badly, late or not at all."""

import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]


class PictureServer:
    """Answers by path: a list is used up one by one, its last answer stays. Requests are written down."""

    def __init__(self) -> None:
        self._answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        handler = type("Handler", (Handler,), {"owner": self})
        self._http = _Quiet(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self._http.server_port}{path}"

    def answer(self, path: str, *answers: Answer) -> str:
        """From now on `path` answers so; gives its address."""
        self._answers[path] = list(answers)
        return self.url(path)

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for `path`, names in lower case."""
        return [headers for asked, headers in self.requests if asked == path]

    def held_by_host(self) -> Counter[str]:
        """How many requests each host name has had; while all are held, that many are under way."""
        return Counter(headers["host"].split(":")[0] for _, headers in self.requests)

    def close(self) -> None:
        """Hangs up on everybody and ends every thread."""
        self.released.set()
        self._http.shutdown()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()

    def connected(self, connection: socket.socket, is_open: bool) -> None:
        with self._lock:
            (self._connections.add if is_open else self._connections.discard)(connection)

    def handle(self, handler: "Handler") -> None:
        with self._lock:
            self.requests.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
            answers = self._answers.get(handler.path) or [status(404)]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer(handler)


class Handler(BaseHTTPRequestHandler):
    owner: PictureServer
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.owner.connected(self.connection, True)

    def finish(self) -> None:
        self.owner.connected(self.connection, False)
        with suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        with suppress(ConnectionError):
            self.owner.handle(self)

    def log_message(self, format: str, *args: Any) -> None:
        return


class _Quiet(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


def status(code: int, **headers: str) -> Answer:
    """A short answer without a picture; header names have _ for -."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def body(content: bytes, kind: str = "image/png", **headers: str) -> Answer:
    """The content; 304 if an ETag or a date among `headers` is shown again."""

    def answer(handler: Handler) -> None:
        etag = headers.get("ETag")
        if etag is not None and handler.headers.get("If-None-Match") == etag:
            status(304)(handler)
            return
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def redirect(to: str) -> Answer:
    return status(302, Location=to)


def cut_short(content: bytes) -> Answer:
    """Promises all of the content, sends half of it and hangs up."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])
        handler.close_connection = True

    return answer


def reset(handler: Handler) -> None:
    """Breaks the connection off at once."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True
    raise ConnectionResetError


def endless(handler: Handler) -> None:
    """Sends for ever without saying how much; ends when the other side hangs up or the server is closed."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.owner.released.is_set():
        handler.wfile.write(bytes(65536))


def held(then: Answer) -> Answer:
    """Waits until the test sets `released`, then answers."""

    def answer(handler: Handler) -> None:
        handler.owner.released.wait()
        then(handler)

    return answer
