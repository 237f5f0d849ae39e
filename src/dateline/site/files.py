"""A file: bytes while a row of the record says that a live item uses it; anything else is the 404 of every address.

Range after RFC 9110, 14 (one range; several are answered whole), names after RFC 6266. Nothing of the address reaches the disk: the
record gives a SHA-256, and private storage is asked for that. A file opens nothing and runs nothing: `sandbox`, `nosniff`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dateline.media.files import Stored, stored
from dateline.record.models import FileUse, State
from dateline.site import errors
from dateline.site.tags import known_tags

CSP = "default-src 'none'; sandbox"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True, slots=True)
class Part:
    """Which bytes: the first, and how many; `whole` when nobody asked for less."""

    first: int
    length: int
    whole: bool = True


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponse | StreamingHttpResponse:
    used = FileUse.objects.filter(token=token, name=name, item__state=State.LIVE).first()
    kept = stored(used.sha256) if used else None
    return served(request, kept, name) if kept else errors.not_found(request)


def served(request: HttpRequest, kept: Stored, name: str) -> StreamingHttpResponse:
    """The bytes asked for, under this name; for the desk's own view too, which has asked for the right."""
    etag = f'"{kept.sha256[:32]}"'
    if {etag, "*"} & known_tags(request.headers.get("If-None-Match", "")):
        return answer((), 304, {"ETag": etag})
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Content-Type": kept.kind.media_type}
    headers["Content-Disposition"] = content_disposition_header(not kept.kind.inline, name) or "attachment"
    part = part_of(request, kept.size, etag)
    if part is None:
        return answer((), 416, {**headers, "Content-Range": f"bytes */{kept.size}", "Content-Length": "0"})
    headers["Content-Length"] = str(part.length)
    if not part.whole:
        headers["Content-Range"] = f"bytes {part.first}-{part.first + part.length - 1}/{kept.size}"
    pieces = kept.read(part.first, part.length) if request.method == "GET" else ()
    return answer(pieces, 200 if part.whole else 206, headers)


def answer(pieces: Iterable[bytes], status: int, headers: dict[str, str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, status=status, headers=headers)
    response["Content-Security-Policy"] = CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # pictures for the press: a newspaper's page may show them
    if "Content-Type" not in headers:
        del response["Content-Type"]
    return response


def part_of(request: HttpRequest, size: int, etag: str) -> Part | None:
    """The part that `Range` asks for; all of it where the header cannot be read or `If-Range` names another file; None past the end."""
    everything = Part(0, size)
    asked = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not asked or asked[1] == asked[2] == "" or request.headers.get("If-Range", etag) != etag:
        return everything
    if asked[1] == "":
        length = min(int(asked[2]), size)
        return Part(size - length, length, whole=False) if length else None
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    if asked[2] and int(asked[2]) < first:
        return everything
    return Part(first, last - first + 1, whole=False) if first < size else None
