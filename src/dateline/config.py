"""An environment: options. One table, from which `docs/operators/settings.md` is made.

Every option is read from `NAME`, or from the file that `NAME_FILE` names (for secrets). Nothing is read at import.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class ConfigError(ValueError):
    """An option whose value cannot be used. The message names option, value and way out."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its kind turns text into a value and raises ValueError with what would be right."""

    name: str
    kind: Callable[[str], Any]
    default: str
    help: str


def folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


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
    tags = tuple(dict.fromkeys(tag for tag in re.split(r"[,\s]+", text.strip()) if tag))
    if not tags or not all(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) for tag in tags):
        raise ValueError("language tags, the default first, such as en,fr,ar")
    return tags


def database_url(text: str) -> str:
    parts = address(text)
    named = parts.scheme == "sqlite" or (parts.scheme in ("postgres", "postgresql") and parts.path.strip("/"))
    if text and not named:
        raise ValueError("sqlite:///path/to/file or postgres://user:password@host/name")
    return text


# Of every connection to PostgreSQL, where the address does not say otherwise after its `?`.
POSTGRES = {
    "application_name": "dateline",
    "connect_timeout": 10,
    "keepalives_idle": 30,  # a server that is gone without a word is noticed within a minute
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "isolation_level": 2,  # READ COMMITTED, whatever the role's default: the record locks its counters and reads anew after it
    # As long as SQLite waits for its lock; and nobody's forgotten transaction keeps others from publishing for good.
    "options": "-c lock_timeout=20s -c idle_in_transaction_session_timeout=10min",
}


def engine_url(text: str) -> str:
    if address(text).scheme == "opensearch":
        raise ValueError("tantivy:///path/to/folder; OpenSearch is not built in yet")
    if text and address(text).scheme != "tantivy":
        raise ValueError("tantivy:///path/to/folder")
    return text


def email_url(text: str) -> str:
    if text and address(text).scheme not in ("smtp", "smtps", "console", "file"):
        raise ValueError("smtp://user:password@host:587, smtps://…, file:///folder or console:")
    return text


def mail_settings(url: str) -> dict[str, Any]:
    """What Django wants to know about a DATELINE_EMAIL_URL."""
    parts, backend = address(url), "django.core.mail.backends"
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{backend}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtps"):
        return {"EMAIL_BACKEND": f"{backend}.console.EmailBackend"}
    sealed = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": f"{backend}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if sealed else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": sealed,
        "EMAIL_USE_TLS": not sealed and bool(parts.username),
    }


def after_downtime(text: str) -> str:
    if text not in ("publish", "hold"):
        raise ValueError("publish or hold")
    return text


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(one) for one in re.split(r"[,\s]+", text.strip()) if one not in ("", "none"))
    except ValueError:
        raise ValueError("addresses or networks, such as 127.0.0.1,10.0.0.0/8, or none") from None


def count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("a number, 0 or above")
    return int(text)


OPTIONS = (
    Option("DATELINE_DATA", folder, "./data", "The one folder that holds everything: database, files, index, key."),
    Option("DATELINE_DATABASE_URL", database_url, "", "`sqlite:///...` or `postgres://...`. Empty: SQLite in the data folder."),
    Option("DATELINE_ENGINE_URL", engine_url, "", "`tantivy:///...`. Empty: Tantivy in the data folder."),
    Option(
        "DATELINE_BASE_URL", base_url, "http://127.0.0.1:8000", "The newsroom's public address; every link stays below it, its path too."
    ),
    Option("DATELINE_SECRET_KEY", str, "", "Django's secret key. Empty: made once and kept in the data folder, mode 600."),
    Option("DATELINE_TIME_ZONE", zone, "UTC", "The newsroom's zone."),
    Option("DATELINE_LANGUAGES", languages, "en", "Interface languages, separated by commas; the first is the default."),
    Option("DATELINE_EMAIL_URL", email_url, "console:", "Where mail goes."),
    Option(
        "DATELINE_AFTER_DOWNTIME",
        after_downtime,
        "publish",
        "What was due while no worker ran: `publish` lets it out late; `hold` sets aside what is over 15 minutes late and asks its editor.",
    ),
    Option(
        "DATELINE_PROXIES",
        networks,
        "127.0.0.1,::1",
        "Addresses and networks of the proxies in front, whose `X-Forwarded-For` is believed; `none` where there are none.",
    ),
    Option(
        "DATELINE_QUESTIONS_PER_MINUTE",
        count,
        "60",
        "How many views, data forms and (four times as many) completions a web process works out in a minute for one neighbourhood of "
        "readers before it answers 429; `0` for any number. Kept answers are not counted.",
    ),
)


def text_of(option: Option, environment: Mapping[str, str]) -> str:
    """The option's text as given, from its file if a file is named; its default otherwise."""
    if path := environment.get(f"{option.name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not text in UTF-8"
            raise ConfigError(f"{option.name}_FILE: {path!r} cannot be read ({why}). Name a readable file.") from None
    return environment.get(option.name) or option.default


def value_of(option: Option, environment: Mapping[str, str]) -> Any:
    text = text_of(option, environment)
    try:
        return option.kind(text)
    except ValueError as error:
        raise ConfigError(f"{option.name}: {without_password(text)!r} cannot be used. It must be {error}.") from None


def without_password(text: str) -> str:
    """What may be shown of an address, be its password written as it should be or not."""
    return re.sub(r"(://[^/@:]*:).*@", r"\1…@", text, flags=re.DOTALL)


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All options by name, from the process's environment unless another is given. Raises ConfigError at the first wrong one."""
    source = os.environ if environment is None else environment
    return {option.name: value_of(option, source) for option in OPTIONS}
