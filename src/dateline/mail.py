"""A DATELINE_EMAIL_URL: where letters go, and from whom they come."""

import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from dateline.values import address

RIGHT = (
    "smtp://user:password@host:587, smtps://user:password@host:465, file:///folder or console:, "
    "with ?from=press@example.org after it for another sender"
)
SENDER = re.compile(r"[^@\s<>&,;]+@[^@\s<>&,;]+")
BACKENDS = "django.core.mail.backends"


def email_url(text: str) -> str:
    parts = address(text)
    if text and not (is_place(parts) and is_asked(parts.query) and not parts.fragment):
        raise ValueError(RIGHT)
    return text


def is_place(parts: SplitResult) -> bool:
    """Whether letters can go there: a server, a folder by its absolute path, or the console."""
    if parts.scheme in ("smtp", "smtps"):
        return bool(parts.hostname) and parts.path in ("", "/")
    if parts.scheme == "file":
        return not parts.netloc and bool(parts.path.strip("/"))
    return parts.scheme == "console" and not parts.netloc and not parts.path


def is_asked(query: str) -> bool:
    """Nothing, or the sender."""
    return not query or (query.startswith("from=") and bool(SENDER.fullmatch(asked(query))))


def asked(query: str) -> str:
    """A `+` is one: half of the addresses with a mark of their own have it."""
    return unquote(query.removeprefix("from="))


def sender(url: str, base_url: str) -> str:
    """The address that letters come from: the one asked for, or `newsroom` at the newsroom's own host."""
    if query := address(url).query:
        return asked(query)
    host = urlsplit(base_url).hostname or "localhost"
    is_number = ":" in host or host.rpartition(".")[2].isdecimal()
    return f"newsroom@{'localhost' if is_number else host.removeprefix('www.')}"


def place(url: str) -> str:
    """Where letters go, without user and password; "" for the console."""
    parts, told = address(url), mail_settings(url)
    if parts.scheme in ("smtp", "smtps"):
        host = f"[{parts.hostname}]" if ":" in told["EMAIL_HOST"] else parts.hostname
        sealed = ", sealed" if told["EMAIL_USE_SSL"] or told["EMAIL_USE_TLS"] else ""
        return f"{parts.scheme}://{host}:{told['EMAIL_PORT']}{sealed}"
    return str(told.get("EMAIL_FILE_PATH", ""))


def mail_settings(url: str) -> dict[str, Any]:
    """What Django wants to know about a DATELINE_EMAIL_URL; its sender is asked for apart."""
    parts = address(url)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in ("smtp", "smtps"):
        return {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"}
    sealed = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if sealed else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": sealed,
        "EMAIL_USE_TLS": not sealed and bool(parts.username),
    }
