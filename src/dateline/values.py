"""The text of a setting: its value. Each kind here raises ValueError with what would be right."""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, localedata


def several(text: str) -> list[str]:
    """What stands between commas or spaces; "" where nothing stands between two commas, for the kind to refuse."""
    return re.split(r"\s*,\s*|\s+", text.strip())


def folder(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:  # ~ somebody who is not known here
        raise ValueError("a folder, such as /srv/dateline/data") from None


def address(text: str) -> SplitResult:
    """The parts of an address; one that is no address has none."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # read to be checked
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def base_url(text: str) -> str:
    parts = address(text)
    plain_path = re.fullmatch(r"(/[A-Za-z0-9._~-]+)*/*", parts.path)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or not plain_path:
        raise ValueError("an address such as https://news.example.org or https://example.org/press")
    return text.rstrip("/")


def zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("a zone of the IANA database, such as Europe/Vienna") from None
    return text


def languages(text: str) -> tuple[str, ...]:
    """Tags in the form of BCP 47, each once."""
    right = "language tags, the default first, each once, such as en,fr,ar"
    try:
        tags = tuple(canonical(tag) for tag in several(text))
    except ValueError:
        raise ValueError(right) from None
    if wrong := next((tag for tag in tags if not is_language(tag)), ""):
        raise ValueError(f"{right}; {wrong} is no language")
    if twice := next((tag for tag in tags if tags.count(tag) > 1), ""):
        raise ValueError(f"{right}; {twice} is there twice")
    return tags


def canonical(tag: str) -> str:
    """pt-BR for PT-br, zh-Hant-TW for zh-hant-tw (RFC 5646, 2.1.1). Raises ValueError for what is no tag at all."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise ValueError
    language, *more = tag.lower().split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([language, *(cased[len(part)](part) if len(part) in cased and part.isalpha() else part for part in more)])


def is_language(tag: str) -> bool:
    """Whether CLDR knows the language; its list of names is read for rare ones alone."""
    language = tag.partition("-")[0]
    return localedata.exists(language) or language in Locale("en").languages


def database_url(text: str) -> str:
    parts = address(text)
    right = "sqlite:////path/to/file or postgres://user:password@host/name"
    if parts.scheme == "sqlite":
        require_absolute(parts, right)
    elif text and not (parts.scheme in ("postgres", "postgresql") and parts.path.strip("/")):
        raise ValueError(right)
    return text


def require_absolute(parts: SplitResult, right: str) -> None:
    """A path of three slashes is one from the working folder: each folder that one stands in would get a newsroom of its own."""
    path = parts.path.removeprefix("/")
    if parts.netloc or parts.query or parts.fragment or not path.strip("/"):
        raise ValueError(right)
    if not path.startswith("/"):
        here = os.path.abspath(path)
        raise ValueError(f"an absolute path, with four slashes: sqlite:///{here} for a file in the working folder, or sqlite:////{path}")


def engine_url(text: str) -> str:
    """Three slashes before an absolute path; four are as good."""
    right = "tantivy:///path/to/folder"
    parts = address(text)
    if parts.scheme == "opensearch":
        raise ValueError(f"{right}; OpenSearch is not built in yet")
    if text and (parts.scheme != "tantivy" or parts.netloc or not parts.path.strip("/")):
        raise ValueError(right)
    return text.replace("tantivy:////", "tantivy:///")


def after_downtime(text: str) -> str:
    if text not in ("publish", "hold"):
        raise ValueError("publish or hold")
    return text


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    if text.strip() == "none":
        return ()
    try:
        return tuple(ip_network(one) for one in several(text))
    except ValueError:
        raise ValueError("addresses or networks, such as 127.0.0.1,10.0.0.0/8, or none alone") from None


def count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("a number, 0 or above")
    return int(text)
