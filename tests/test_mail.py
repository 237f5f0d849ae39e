"""Where letters go, and from whom they come."""

from email import message_from_string
from pathlib import Path

import pytest

from dateline.mail import mail_settings, place, sender
from tests.test_cli import dateline

BASE = "https://news.example.org/press"
SENDING = "from django.core.mail import send_mail; send_mail('A letter', 'Words', None, ['ana@b.example'])"


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


@pytest.mark.parametrize(
    ("url", "base_url", "who"),
    [
        ("console:", BASE, "newsroom@news.example.org"),
        ("console:", "https://www.example.org:8443", "newsroom@example.org"),
        ("console:", "http://127.0.0.1:8000", "newsroom@localhost"),
        ("console:", "http://[::1]:8000", "newsroom@localhost"),
        ("smtp://me:pass@mail.example?from=press+1@a.example", BASE, "press+1@a.example"),
        ("file:///var/mail?from=press%40a.example", BASE, "press@a.example"),
    ],
)
def test_letters_come_from_who_is_named_or_from_the_newsrooms_host(url: str, base_url: str, who: str) -> None:
    assert sender(url, base_url) == who


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("console:", ""),
        ("smtp://ana:p4ss@mail.example", "smtp://mail.example:587, sealed"),
        ("smtps://mail.example", "smtps://mail.example:465, sealed"),
        ("smtp://[::1]:25", "smtp://[::1]:25"),
        ("file:///var/news%20mail?from=a@b.example", "/var/news mail"),
    ],
)
def test_where_letters_go_is_told_without_a_password(url: str, told: str) -> None:
    assert place(url) == told


def test_a_letter_carries_the_newsrooms_own_address(tmp_path: Path) -> None:
    told = {"DATELINE_EMAIL_URL": f"file://{tmp_path}/letters", "DATELINE_BASE_URL": BASE}
    answer = dateline("manage", "shell", "-c", SENDING, folder=tmp_path, **told)
    [letter] = (tmp_path / "letters").iterdir()
    assert answer.returncode == 0 and message_from_string(letter.read_text())["From"] == "newsroom@news.example.org"
