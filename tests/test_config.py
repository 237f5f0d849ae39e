"""Every option: its default, its values, and what is said of a wrong one."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from dateline.config import OPTIONS, ConfigError, mail_settings, read

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
PROXIES = "It must be addresses or networks, such as 127.0.0.1,10.0.0.0/8, or none."
BASE = "It must be an address such as https://news.example.org or https://example.org/press."
DATABASE = "It must be sqlite:///path/to/file or postgres://user:password@host/name."
MAIL = "It must be smtp://user:password@host:587, smtps://…, file:///folder or console:."
LANGUAGES = "It must be language tags, the default first, such as en,fr,ar."
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
        ("DATELINE_BASE_URL", "https://news.example.org/", "https://news.example.org"),
        ("DATELINE_BASE_URL", "http://[::1]:8000", "http://[::1]:8000"),
        ("DATELINE_BASE_URL", "https://example.org/en/press/", "https://example.org/en/press"),
        ("DATELINE_SECRET_KEY", "a b", "a b"),
        ("DATELINE_TIME_ZONE", "Asia/Kathmandu", "Asia/Kathmandu"),
        ("DATELINE_LANGUAGES", " en, fr  pt-BR,en", ("en", "fr", "pt-BR")),
        ("DATELINE_EMAIL_URL", "smtp://mail.example.org:587", "smtp://mail.example.org:587"),
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
        ("DATELINE_PROXIES", "10.0.0.1/8", PROXIES),
        ("DATELINE_QUESTIONS_PER_MINUTE", "-1", "It must be a number, 0 or above."),
        ("DATELINE_DATABASE_URL", "mysql://db/news", DATABASE),
        ("DATELINE_DATABASE_URL", "news.sqlite3", DATABASE),
        ("DATELINE_DATABASE_URL", "postgres://db.example.org", DATABASE),
        ("DATELINE_DATABASE_URL", "postgres://db.example.org/", DATABASE),
        ("DATELINE_ENGINE_URL", "opensearch://host:9200/x", "It must be tantivy:///path/to/folder; OpenSearch is not built in yet."),
        ("DATELINE_ENGINE_URL", "/srv/index", "It must be tantivy:///path/to/folder."),
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
        ("DATELINE_LANGUAGES", "english", LANGUAGES),
        ("DATELINE_LANGUAGES", "en;fr", LANGUAGES),
        ("DATELINE_LANGUAGES", " , ", LANGUAGES),
        ("DATELINE_EMAIL_URL", "mail.example.org", MAIL),
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
    text = {"DATELINE_DATABASE_URL": "sqlite:///x", "DATELINE_ENGINE_URL": "tantivy:///x", "DATELINE_AFTER_DOWNTIME": "hold"}.get(
        name, text
    )
    text = {"DATELINE_PROXIES": "10.0.0.0/8", "DATELINE_QUESTIONS_PER_MINUTE": "30"}.get(name, text)
    file.write_text(f"{text}\n")
    assert read({f"{name}_FILE": str(file), name: "%%"}) == read({name: text})


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


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("file:///var/mail", {"EMAIL_FILE_PATH": "/var/mail"}),
        ("smtp://localhost:25", {"EMAIL_HOST": "localhost", "EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
        ("smtp://ana:p%40ss@mail.example", {"EMAIL_PORT": 587, "EMAIL_HOST_PASSWORD": "p@ss", "EMAIL_USE_TLS": True}),
        ("smtps://mail.example", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True}),
    ],
)
def test_mail_goes_where_the_address_says(url: str, said: dict[str, object]) -> None:
    assert mail_settings(url).items() >= said.items()
