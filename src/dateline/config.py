"""An environment: options. One table, from which `docs/operators/settings.md` is made.

Every option is read from `NAME`, or from the file that `NAME_FILE` names (for secrets). Nothing is read at import.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dateline.mail import email_url
from dateline.values import (
    after_downtime,
    base_url,
    count,
    database_url,
    engine_url,
    folder,
    languages,
    networks,
    zone,
)


class ConfigError(ValueError):
    """An option whose value cannot be used. The message names option, value and way out."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its kind turns text into a value and raises ValueError with what would be right."""

    name: str
    kind: Callable[[str], Any]
    default: str
    help: str
    secret: bool = False  # never said again

    def shown(self, text: str) -> str:
        return f"a text of {len(text)} characters" if self.secret else repr(without_password(text))


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

# Variables that are set for our own processes, and for the tests.
OURS = ("DATELINE_LIFELINE", "DATELINE_TEST_DATABASE_URL")

OPTIONS = (
    Option("DATELINE_DATA", folder, "./data", "The one folder that holds everything: database, files, index, key."),
    Option(
        "DATELINE_DATABASE_URL",
        database_url,
        "",
        "`sqlite:////path/to/file` (an absolute path, so four slashes; its folder must be there) or `postgres://user:password@host/name`. "
        "Empty: SQLite in the data folder.",
    ),
    Option(
        "DATELINE_ENGINE_URL", engine_url, "", "`tantivy:///path/to/folder` (an absolute path, too). Empty: Tantivy in the data folder."
    ),
    Option(
        "DATELINE_BASE_URL", base_url, "http://127.0.0.1:8000", "The newsroom's public address; every link stays below it, its path too."
    ),
    Option(
        "DATELINE_SECRET_KEY",
        str,
        "",
        "Django's secret key, best of 32 characters or more. Empty: made once and kept in the data folder, mode 600.",
        secret=True,
    ),
    Option("DATELINE_TIME_ZONE", zone, "UTC", "The newsroom's zone."),
    Option("DATELINE_LANGUAGES", languages, "en", "Interface languages, each once, separated by commas; the first is the default."),
    Option(
        "DATELINE_EMAIL_URL",
        email_url,
        "console:",
        "Where mail goes: `smtp://user:password@host:587` (STARTTLS where a user is named), `smtps://user:password@host:465` (TLS), "
        "`file:///folder` (a file for each letter) or `console:`. It comes from `newsroom@` and the host of `DATELINE_BASE_URL`; "
        "`?from=press@example.org` at the end names another sender.",
    ),
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
        "Addresses and networks of the proxies in front, whose `X-Forwarded-For` is believed; `none` alone where there are none.",
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
    given, path = environment.get(option.name), environment.get(f"{option.name}_FILE")
    if given and path:
        raise ConfigError(f"{option.name}: {option.shown(given)} is set, and {option.name}_FILE: {path!r} too. Take one of them away.")
    return text_in(f"{option.name}_FILE", path) if path else given or option.default


def text_in(name: str, path: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise ConfigError(f"{name}: {path!r} cannot be read ({why}). Name a readable file.") from None
    if not text:
        raise ConfigError(f"{name}: {path!r} is empty. Write the value into it, or take the setting away.")
    return text


def value_of(option: Option, environment: Mapping[str, str]) -> Any:
    text = text_of(option, environment)
    try:
        return option.kind(text)
    except ValueError as error:
        raise ConfigError(f"{option.name}: {option.shown(text)} cannot be used. It must be {error}.") from None


def without_password(text: str) -> str:
    """What may be shown of an address, be its password written as it should be or not."""
    head, mark, sender = text.rpartition("?from=")
    if "@" not in head:  # then what looks like a sender may be of the password
        head, mark, sender = text, "", ""
    head = re.sub(r"(://[^/@:]*:).*@", r"\1…@", head, flags=re.DOTALL)
    return re.sub(r"([?&]password=)[^&]*", r"\1…", head) + mark + sender


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All options by name, from the process's environment unless another is given. Raises ConfigError at the first wrong one."""
    source = os.environ if environment is None else environment
    return {option.name: value_of(option, source) for option in OPTIONS}


def unknown(environment: Mapping[str, str] | None = None) -> list[str]:
    """A line for each variable that looks like a setting and is none, with the one that may have been meant."""
    source = os.environ if environment is None else environment
    names = [name for option in OPTIONS for name in (option.name, f"{option.name}_FILE")]
    odd = sorted(name for name in source if name.startswith("DATELINE_") and name not in (*names, *OURS))
    return [f"{name} is no setting and does nothing{meant(name, names)}" for name in odd]


def meant(name: str, names: list[str]) -> str:
    words = {known.removeprefix("DATELINE_"): known for known in names}
    near = get_close_matches(name.removeprefix("DATELINE_"), words, n=1)
    return f"; {words[near[0]]} may be meant" if near else "; docs/operators/settings.md lists those that there are"
