"""A newsroom whose public address ends in a path, asked as its server asks it: run in a process of its own, prints JSON.

`python -m tests.below` crawls from the first page and from the desk's, and tells every address and cookie that leaves the path.
"""

import io
import json
import re
import sys
from collections import deque
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.wsgi import application

PATH, ORIGIN = "/press", "https://example.org"
LINK = re.compile(rb'\b(?:href|src|action|content)="([^"]*)"|"(?:url|image|[a-z_]+url)": ?"([^"]*)"|url\(([^)"]*)\)')
MOST = 120


def ask(address: str, *, data: bytes = b"", cookie: str = "") -> tuple[int, list[tuple[str, str]], bytes]:
    parts, told = urlsplit(address), list[Any]()
    environ = {
        "REQUEST_METHOD": "POST" if data else "GET",
        "PATH_INFO": parts.path.encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "example.org",
        "SERVER_PORT": "443",
        "HTTP_HOST": "example.org",
        "HTTP_ORIGIN": ORIGIN,
        "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "https",
        "wsgi.version": (1, 0),
    }
    body = b"".join(application(environ, lambda status, headers, *rest: told.extend((int(status[:3]), headers))))
    return told[0], told[1], body


def leads_to(at: str, headers: list[tuple[str, str]], body: bytes) -> set[str]:
    """Every address of this host that an answer names, in its header too."""
    kind = dict(headers).get("Content-Type", "")
    found = (
        [next(filter(None, groups)).decode() for groups in LINK.findall(body) if any(groups)] if re.search("html|json|css", kind) else []
    )
    for name, value in headers:
        found += [value] if name == "Location" else re.findall(r"<([^>]*)>", value) if name == "Link" else []
    whole = (urljoin(f"{ORIGIN}{at}", link.replace("&amp;", "&")) for link in found if re.match(r"/|https?:|\?|\.", link))
    return {link.removeprefix(ORIGIN).partition("#")[0] for link in whole if link.startswith(ORIGIN)}


def main() -> None:
    asked: dict[str, int] = {}
    outside, cookies, waiting = set[str](), set[str](), deque([f"{PATH}/", f"{PATH}/desk/login/", f"{PATH}/nowhere", f"{PATH}/news?page=1"])
    while waiting and len(asked) < MOST:
        if (address := waiting.popleft()) in asked:
            continue
        asked[address], headers, body = ask(address)
        cookies |= {value for name, value in headers if name == "Set-Cookie"}
        links = leads_to(address, headers, body)
        outside |= {f"{address} -> {link}" for link in links if not link.startswith(f"{PATH}/")}
        waiting.extend(sorted(link for link in links if link.count("&") == 0))
    json.dump({"asked": asked, "outside": sorted(outside), "cookies": sorted(cookies), "bare": ask("/health/live")[0]}, sys.stdout)


if __name__ == "__main__":
    main()
