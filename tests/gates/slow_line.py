"""A slow line to a server: what is read comes a little at a time, as over one bar of signal."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

BYTES_AT_ONCE = 1_400
PAUSE_S = 0.04  # more than two frames: what a cut would move is painted before the next piece comes


@contextmanager
def slow_line(host: str) -> Iterator[str]:
    """The address of a server whose HTML comes slowly from the server at `host` (name and port)."""

    class Line(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            with suppress(ConnectionError):  # a browser that goes on to the next page
                super().handle()

        def do_GET(self) -> None:
            with closing(HTTPConnection(host)) as server:
                server.request("GET", self.path, headers={"Host": host})
                answer = server.getresponse()
                body = answer.read()
            kind = answer.getheader("Content-Type", "")
            self.send_response(answer.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            pause_s = PAUSE_S if kind.startswith("text/html") else 0.0
            for begin in range(0, len(body), BYTES_AT_ONCE):
                self.wfile.write(body[begin : begin + BYTES_AT_ONCE])
                time.sleep(pause_s)

    with ThreadingHTTPServer(("127.0.0.1", 0), Line) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
