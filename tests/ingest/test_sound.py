"""What every database can keep, told the same on both."""

from datetime import date
from typing import Any

import pytest

from dateline.ingest.rows import Link, Refusal, Row
from dateline.ingest.sound import REPAIR, sound


def row(**said: Any) -> Row:
    return Row(**{"line": 7, "source": "a", "title": "Title", "published_on": date(2022, 10, 5), **said})


def test_a_sound_row_stays_as_it_is() -> None:
    good = row(title="Ночь 🌙 \u0378", former=("/old",), labels={"topic": ("Law",)}, links=(Link("https://a", "b"),))
    assert sound(good) == good
    assert sound(Refusal(1, "x", "is empty")) == Refusal(1, "x", "is empty")


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\udfff"])
def test_what_is_no_text_goes_wherever_it_stands(sign: str) -> None:
    bad = row(
        source=f"{sign}a", title=f"Ti{sign}tle", former=(f"/ol{sign}d",), labels={"topic": (f"La{sign}w",)}, links=(Link(f"x{sign}", sign),)
    )
    assert sound(bad) == row(former=("/old",), labels={"topic": ("Law",)}, links=(Link("x", ""),), repaired=(REPAIR,))


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"source": "s" * 256}, "source: is 256 characters long; 255 is the most. Shorten it in the file."),
        ({"reference": "r" * 1001}, "reference: is 1,001 characters long; 100 is the most. Shorten it in the file."),
        ({"former": ("/ok", "/" + "a" * 2000)}, f"former: “/{'a' * 59}…” is too long; 2,000 characters and 2,600 bytes are the most."),
        ({"former": ("/" + "я" * 1900,)}, f"former: “/{'я' * 59}…” is too long; 2,000 characters and 2,600 bytes are the most."),
    ],
)
def test_what_is_too_long_is_refused_and_not_cut(said: dict[str, Any], problem: str) -> None:
    found = sound(row(**said))
    assert isinstance(found, Refusal) and (found.line, found.problem) == (7, problem)


def test_what_just_fits_comes_in() -> None:
    fits = row(source="s" * 255, reference="r" * 100, former=("/" + "a" * 1999,))
    assert sound(fits) == fits
