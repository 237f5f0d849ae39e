"""Static files compressed, each in memory from the first time that somebody who understands it asks."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
from whitenoise.responders import Response, StaticFile

from dateline.site.cache import ENCODERS, MIN_COMPRESSED_BYTES, preferred

WORDS = frozenset({".css", ".js", ".svg", ".json", ".txt", ".html", ".xml"})  # pictures and fonts are packed already
BEST: dict[str, Callable[[bytes], bytes]] = {**ENCODERS, "br": lambda body: brotli.compress(body, quality=11)}  # once for all who ask


class PackedFile:
    """A static file in front of the one that lies on the disk, which answers for parts, and for whoever unpacks nothing."""

    def __init__(self, plain: StaticFile, path: Path) -> None:
        self.plain, self.path = plain, path
        self.packed: dict[str, bytes] = {}

    @property
    def alternatives(self) -> Any:
        return self.plain.alternatives

    def get_response(self, method: str, asked: Mapping[str, str]) -> Response:
        response = self.plain.get_response(method, asked)
        encoding = preferred(asked.get("HTTP_ACCEPT_ENCODING", ""))
        headers = [*response.headers, ("Vary", "Accept-Encoding")]
        if response.status != HTTPStatus.OK or not encoding:
            return Response(response.status, headers, response.file)
        if response.file is not None:
            response.file.close()
        body = self.body(encoding)
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        headers += [("Content-Length", str(len(body))), ("Content-Encoding", encoding)]
        return Response(response.status, headers, BytesIO(body) if method == "GET" else None)

    def body(self, encoding: str) -> bytes:
        if encoding not in self.packed:
            self.packed[encoding] = BEST[encoding](self.path.read_bytes())
        return self.packed[encoding]


def packs(path: Path) -> bool:
    return path.suffix in WORDS and path.stat().st_size >= MIN_COMPRESSED_BYTES
