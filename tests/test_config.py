"""Every option: its default, its values, and what is said of a wrong one."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from dateline.config import OPTIONS, ConfigError, read, unknown, without_password

DEFAULTS = {
    "DATELINE_DATA": Path("data").absolute(),
    "DATELINE_DATABASE_URL": "",
    "DATELINE_ENGINE_URL": "",
    "DATELINE_BASE_URL": "http://127.0.0.1:8000",
    "DATELINE_SECRET_KEY": "",
    "DATELINE_TIME_ZONE": "UTC",
    "DATELINE_LANGUAGES": ("en",),
    "DATELINE_EMAIL_URL": "console:",
    "DATELINE_AFTER_DOWNTIME": "publish",
    "DATELINE_PROXIES": (ip_network("127.0.0.1"), ip_network("::1")),
    "DATELINE_QUESTIONS_PER_MINUTE": 60,
}
PROXIES = "It must be addresses or networks, such as 127.0.0.1,10.0.0.0/8, or none alone."
BASE = "It must be an address such as https://news.example.org or https://example.org/press."
DATABASE = "It must be sqlite:////path/to/file or postgres://user:password@host/name."
MAIL = (
    "It must be smtp://user:password@host:587, smtps://user:password@host:465, file:///folder or console:, "
    "with ?from=press@example.org after it for another sender."
)
LANGUAGES = "It must be language tags, the default first, each once, such as en,fr,ar"
ZONE = "It must be a zone of the IANA database, such as Europe/Vienna."


def test_everything_has_a_default_that_works_on_one_machine() -> None:
    assert read({}) == DEFAULTS
    assert read({"PATH": "/bin", "DATELINE_LANGUAGES": "", "DATELINE_TIME_ZONE": ""}) == DEFAULTS
    assert all(option.help.endswith(".") for option in OPTIONS)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("DATELINE_DATA", "/srv/news", Path("/srv/news")),
        ("DATELINE_DATA", "~/news", Path.home() / "news"),
        ("DATELINE_DATABASE_URL", "postgres://me:pass@db/news", "postgres://me:pass@db/news"),
        ("DATELINE_DATABASE_URL", "sqlite:////srv/news.sqlite3", "sqlite:////srv/news.sqlite3"),
        ("DATELINE_ENGINE_URL", "tantivy:///srv/index", "tantivy:///srv/index"),
        ("DATELINE_ENGINE_URL", "tantivy:////srv/index", "tantivy:///srv/index"),
        ("DATELINE_BASE_URL", "https://news.example.org/", "https://news.example.org"),
        ("DATELINE_BASE_URL", "http://[::1]:8000", "http://[::1]:8000"),
        ("DATELINE_BASE_URL", "https://example.org/en/press/", "https://example.org/en/press"),
        ("DATELINE_SECRET_KEY", "a b" * 11, "a b" * 11),
        ("DATELINE_TIME_ZONE", "Asia/Kathmandu", "Asia/Kathmandu"),
        ("DATELINE_LANGUAGES", " en, fr  pt-BR", ("en", "fr", "pt-BR")),
        ("DATELINE_LANGUAGES", "EN pt-br zh-HANT-tw crh", ("en", "pt-BR", "zh-Hant-TW", "crh")),
        ("DATELINE_EMAIL_URL", "smtp://mail.example.org:587", "smtp://mail.example.org:587"),
        ("DATELINE_EMAIL_URL", "console:?from=p+1@a.example", "console:?from=p+1@a.example"),
        ("DATELINE_PROXIES", "10.0.0.0/8, ::1", (ip_network("10.0.0.0/8"), ip_network("::1"))),
        ("DATELINE_PROXIES", "none", ()),
        ("DATELINE_QUESTIONS_PER_MINUTE", "0", 0),
    ],
)
def test_a_value_is_read(name: str, text: str, value: Any) -> None:
    assert read({name: text})[name] == value


@pytest.mark.parametrize(
    ("name", "text", "way_out"),
    [
        ("DATELINE_DATA", "~nobody-of-that-name/news", "It must be a folder, such as /srv/dateline/data."),
        ("DATELINE_PROXIES", "10.0.0.1/8", PROXIES),
        ("DATELINE_PROXIES", "none,::1", PROXIES),
        ("DATELINE_PROXIES", "10.0.0.0/8,,::1", PROXIES),
        ("DATELINE_QUESTIONS_PER_MINUTE", "-1", "It must be a number, 0 or above."),
        ("DATELINE_DATABASE_URL", "mysql://db/news", DATABASE),
        ("DATELINE_DATABASE_URL", "news.sqlite3", DATABASE),
        ("DATELINE_DATABASE_URL", "sqlite://", DATABASE),
        ("DATELINE_DATABASE_URL", "sqlite://srv/news.sqlite3", DATABASE),
        ("DATELINE_DATABASE_URL", "sqlite:////srv/news#1", DATABASE),
        ("DATELINE_DATABASE_URL", "postgres://db.example.org", DATABASE),
        ("DATELINE_DATABASE_URL", "postgres://db.example.org/", DATABASE),
        ("DATELINE_ENGINE_URL", "opensearch://host:9200/x", "It must be tantivy:///path/to/folder; OpenSearch is not built in yet."),
        ("DATELINE_ENGINE_URL", "/srv/index", "It must be tantivy:///path/to/folder."),
        ("DATELINE_ENGINE_URL", "tantivy://srv/index", "It must be tantivy:///path/to/folder."),
        ("DATELINE_ENGINE_URL", "tantivy:///", "It must be tantivy:///path/to/folder."),
        ("DATELINE_BASE_URL", "news.example.org", BASE),
        ("DATELINE_BASE_URL", "ftp://news.example.org", BASE),
        ("DATELINE_BASE_URL", "https://", BASE),
        ("DATELINE_BASE_URL", "https://news.example.org/?a=b", BASE),
        ("DATELINE_BASE_URL", "https://news.example.org/#top", BASE),
        ("DATELINE_BASE_URL", "https://news.example.org/a//b", BASE),
        ("DATELINE_BASE_URL", "https://news.example.org/presse é", BASE),
        ("DATELINE_TIME_ZONE", "Vienna", ZONE),
        ("DATELINE_TIME_ZONE", "Europe", ZONE),
        ("DATELINE_TIME_ZONE", "../../etc/passwd", ZONE),
        ("DATELINE_AFTER_DOWNTIME", "ask", "It must be publish or hold."),
        ("DATELINE_LANGUAGES", "english", f"{LANGUAGES}."),
        ("DATELINE_LANGUAGES", "en;fr", f"{LANGUAGES}."),
        ("DATELINE_LANGUAGES", " , ", f"{LANGUAGES}."),
        ("DATELINE_LANGUAGES", "en,,fr", f"{LANGUAGES}."),
        ("DATELINE_LANGUAGES", "en,xx", f"{LANGUAGES}; xx is no language."),
        ("DATELINE_LANGUAGES", "en,EN", f"{LANGUAGES}; en is there twice."),
        ("DATELINE_EMAIL_URL", "mail.example.org", MAIL),
        ("DATELINE_EMAIL_URL", "smtp://", MAIL),
        ("DATELINE_EMAIL_URL", "smtp://:25", MAIL),
        ("DATELINE_EMAIL_URL", "file://mail", MAIL),
        ("DATELINE_EMAIL_URL", "smtp://mail.example?from=press", MAIL),
        ("DATELINE_EMAIL_URL", "smtp://mail.example?sender=a@b.example", MAIL),
    ],
)
def test_a_wrong_value_is_named_with_its_way_out(name: str, text: str, way_out: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read({name: text})
    assert str(refused.value) == f"{name}: {text!r} cannot be used. {way_out}"


@pytest.mark.parametrize("password", ["p4ss", "p4/ss", "p@4ss", "p:4#ss"])
def test_a_password_is_not_said_again(password: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read({"DATELINE_DATABASE_URL": f"mysql://me:{password}@db/news"})
    assert str(refused.value).startswith("DATELINE_DATABASE_URL: 'mysql://me:…@db/news' cannot be used.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("smtp://me:p4ss@?from=a@b.example", "smtp://me:…@?from=a@b.example"),
        ("smtp://me:p?from=4ss@", "smtp://me:…@"),
        ("sqlite://db/news?user=me&password=p4ss&x=1", "sqlite://db/news?user=me&password=…&x=1"),
    ],
)
def test_a_password_is_found_wherever_it_stands(text: str, said: str) -> None:
    assert without_password(text) == said


def test_a_relative_database_is_refused_with_both_of_its_meanings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as refused:
        read({"DATELINE_DATABASE_URL": "sqlite:///srv/news.sqlite3"})
    assert str(refused.value) == (
        "DATELINE_DATABASE_URL: 'sqlite:///srv/news.sqlite3' cannot be used. It must be an absolute path, with four slashes: "
        f"sqlite:///{tmp_path}/srv/news.sqlite3 for a file in the working folder, or sqlite:////srv/news.sqlite3."
    )


def test_a_value_and_a_file_are_refused_together(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgres://me:p4ss@db/news")
    with pytest.raises(ConfigError) as refused:
        read({"DATELINE_DATABASE_URL": "postgres://me:p4ss@db/news", "DATELINE_DATABASE_URL_FILE": str(tmp_path / "url")})
    assert str(refused.value) == (
        "DATELINE_DATABASE_URL: 'postgres://me:…@db/news' is set, and DATELINE_DATABASE_URL_FILE: "
        f"{str(tmp_path / 'url')!r} too. Take one of them away."
    )


def test_an_empty_file_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(" \n")
    with pytest.raises(ConfigError, match=r"^DATELINE_SECRET_KEY_FILE: '.+key' is empty\. Write the value into it, or "):
        read({"DATELINE_SECRET_KEY_FILE": str(tmp_path / "key")})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("DATELINE_BSAE_URL", "DATELINE_BASE_URL may be meant"),
        ("DATELINE_SECRET_KEY_FIEL", "DATELINE_SECRET_KEY_FILE may be meant"),
        ("DATELINE_LANGUAGE", "DATELINE_LANGUAGES may be meant"),
        ("DATELINE_ZZZ", "docs/operators/settings.md lists those that there are"),
    ],
)
def test_a_variable_that_is_no_setting_is_told(name: str, told: str) -> None:
    assert unknown({name: "x"}) == [f"{name} is no setting and does nothing; {told}"]


def test_what_is_set_for_our_own_processes_is_known() -> None:
    assert not unknown({"DATELINE_LIFELINE": "1", "DATELINE_DATA_FILE": "x", "PATH": "x", **dict.fromkeys(DEFAULTS, "x")})


@pytest.mark.parametrize("name", [name for name in DEFAULTS if name not in ("DATELINE_DATA", "DATELINE_SECRET_KEY")])
def test_every_option_with_a_kind_refuses_nonsense_by_name(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name}: '%%' cannot be used\. It must be "):
        read({name: "%%"})


@pytest.mark.parametrize(
    ("name", "way_out"), [("DATELINE_BASE_URL", BASE), ("DATELINE_DATABASE_URL", DATABASE), ("DATELINE_EMAIL_URL", MAIL)]
)
def test_an_address_with_a_broken_host_is_named_with_its_way_out(name: str, way_out: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read({name: "http://[::1"})
    assert str(refused.value) == f"{name}: 'http://[::1' cannot be used. {way_out}"


@pytest.mark.parametrize("text", ["http://host:port", "http://host:99999"])
def test_an_address_with_a_broken_port_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        read({"DATELINE_BASE_URL": text})


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_option_can_be_kept_in_a_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / "secret"
    text = {"DATELINE_BASE_URL": "https://a.example", "DATELINE_TIME_ZONE": "Asia/Tokyo", "DATELINE_LANGUAGES": "fr"}.get(name, "console:")
    text = {"DATELINE_DATABASE_URL": "sqlite:////x", "DATELINE_ENGINE_URL": "tantivy:///x", "DATELINE_AFTER_DOWNTIME": "hold"}.get(
        name, text
    )
    text = {"DATELINE_PROXIES": "10.0.0.0/8", "DATELINE_QUESTIONS_PER_MINUTE": "30", "DATELINE_SECRET_KEY": "k" * 40}.get(name, text)
    file.write_text(f"{text}\n")
    assert read({f"{name}_FILE": str(file), name: ""}) == read({name: text})


def test_a_file_that_cannot_be_read_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read({"DATELINE_SECRET_KEY_FILE": "/nowhere/key"})
    assert (
        str(refused.value) == "DATELINE_SECRET_KEY_FILE: '/nowhere/key' cannot be read (No such file or directory). Name a readable file."
    )


def test_a_file_that_is_no_text_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(
        ConfigError, match=r"^DATELINE_SECRET_KEY_FILE: .+ cannot be read \(it is not text in UTF-8\)\. Name a readable file\.$"
    ):
        read({"DATELINE_SECRET_KEY_FILE": str(tmp_path / "key")})
