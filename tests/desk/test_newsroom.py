"""The newsroom's own look, set at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from dateline.desk.newsroom import NewsroomForm
from dateline.people.models import Role
from dateline.site.models import Newsroom as Row
from dateline.site.models import newsroom as row
from tests.desk.conftest import Desk
from tests.newsroom import Newsroom

SAID = {"name": "Lakes", "short_name": "", "mark": "", "accent": "", "address": "", "reference_pattern": ""}


def sent(desk_of: Callable[..., Desk], **fields: str) -> Any:
    return desk_of(Role.ADMINISTRATOR).sends("/desk/newsroom/", {**SAID, **fields})


def test_name_logo_colour_words_and_names_are_kept(desk_of: Callable[..., Desk]) -> None:
    said = {"mark": "demo/mark.svg", "accent": "7A1F1F", "intro_in_en": "All about rivers.", "footer_in_fr": "© Lacs"}
    said |= {"accessibility_in_en": "The ombudsman decides."}
    answer = sent(desk_of, **said, type_name_in_en="Kind", office_name_others="ru: Где мы", topic_name_in_en="Themes")
    now = row()
    assert (answer.status_code, now.mark, now.accent) == (302, "demo/mark.svg", "#7a1f1f")
    assert (now.intro, now.footer) == ({"en": "All about rivers."}, {"fr": "© Lacs"})
    assert now.accessibility == {"en": "The ombudsman decides."}
    assert (now.type_name, now.office_name, now.topic_name) == ({"en": "Kind"}, {"ru": "Где мы"}, {"en": "Themes"})


def test_the_name_is_kept_by_language(desk_of: Callable[..., Desk]) -> None:
    sent(desk_of, short_name="L", name_in_fr="Lacs", name_others="ar: بحيرات", short_name_in_fr="Lc")
    now = row()
    assert (now.name, now.names) == ("Lakes", {"en": "Lakes", "fr": "Lacs", "ar": "بحيرات"})
    assert (now.short_name, now.short_names) == ("L", {"en": "L", "fr": "Lc"})
    fields = [one.name for one in NewsroomForm(instance=now)]
    assert fields[:4] == ["name", "name_in_fr", "name_others", "short_name"]


def test_the_name_in_what_is_now_the_first_language_stands_first(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LANGUAGES_SHOWN", ("fr", "en"))
    form = NewsroomForm(instance=Row(name="Lakes", names={"en": "Lakes", "fr": "Lacs"}))
    assert (form["name"].value(), form["name_in_en"].value(), form["name"].label) == ("Lacs", "Lakes", "Name in Français")


def test_a_colour_that_nobody_can_read_is_refused_with_the_nearest_that_passes(desk_of: Callable[..., Desk]) -> None:
    page = sent(desk_of, accent="#7fb2ff").content.decode()
    assert "#7fb2ff has a contrast of 2.0:1 on our paper; text needs 4.5:1. The nearest that passes is #" in page and row().accent == ""
    better = page.partition("The nearest that passes is ")[2][:7]
    assert sent(desk_of, accent=better).status_code == 302 and row().accent == better


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("accent", "blue", "“blue” is no colour. Write # and six hexadecimal digits, such as #0b4f8a."),
        ("mark", "none.svg", "“none.svg” is not there. Lay it into {look} and name it from there on."),
        ("mark", "../pyproject.toml", "“../pyproject.toml” is not there. Lay it into {look} and name it from there on."),
    ],
)
def test_what_cannot_be_used_is_named_with_the_way_out(desk_of: Callable[..., Desk], field: str, value: str, why: str) -> None:
    page = sent(desk_of, **{field: value}).content.decode()
    assert why.format(look=settings.LOOKS[0] / "static") in page
    assert getattr(row(), field) == ""
