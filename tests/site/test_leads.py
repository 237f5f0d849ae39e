"""Leads in lists: cut between words in every script, and never lost."""

import re

import pytest

from dateline.site.leads import NARROW, SLACK, WIDE, cut, held, is_mark, shown
from tests.newsroom import Newsroom

LOOSE = re.compile(r"[\s,;:.،。]$")
ENGLISH = (
    "The river stood higher, though by less than was feared, at the gauge below the bridge this morning, when two technicians "
    "of the office read it for the first time since the ice went, and wrote the figure down beside those of forty years."
)
SCRIPTS = {
    "en": ENGLISH,
    "fr": "Le bac de Guelendeng, à quatre-vingts kilomètres en amont de la ville, ne passe plus depuis dix-huit heures\u00a0; " * 2,
    "ru": "Пост в Чиназе, от которого зависят предупреждения для четырёх городов ниже по течению, снова передаёт уровень воды. " * 2,
    "ar": "عاد مقياس جناز إلى العمل، بعد أن كان متوقفاً منذ تشرين الأول، وهو الذي تعتمد عليه إنذارات أربع مدن على مجرى النهر. " * 2,
    "zh": "奇纳兹水位站恢复运行，下游四座城市的洪水预警都依赖于它。" * 6,
    "th": "สถานีวัดระดับน้ำกลับมาทำงานอีกครั้งหลังจากหยุดไปตั้งแต่เดือนตุลาคม" * 4,
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("most", [NARROW, WIDE])
def test_a_cut_is_between_words_and_behind_a_letter(text: str, most: int) -> None:
    kept, rest = text[: cut(text, most)], text[cut(text, most) :]
    assert kept and rest and not LOOSE.search(kept)
    assert not rest[0].isalnum() or rest[0] > "\u0e00"  # scripts without spaces
    assert not is_mark(rest[0]) and most // 3 < sum(not is_mark(one) for one in kept) <= most


def test_a_wide_character_takes_the_room_of_two() -> None:
    assert cut(SCRIPTS["zh"], 40) <= 20


def test_a_text_that_fits_or_nearly_does_is_whole() -> None:
    assert cut("a" * NARROW, NARROW) == NARROW
    assert cut(f"{'a ' * (NARROW // 2)}{'b' * SLACK}", NARROW) == NARROW + SLACK
    assert cut(f"{'a ' * (NARROW // 2)}{'b' * (SLACK + 1)}", NARROW) == NARROW - 1


def test_no_break_spaces_hold_and_one_long_word_is_cut_where_the_room_ends() -> None:
    assert "à 18\u00a0heures les bacs"[: cut(f"à 18\u00a0heures {'b' * 90}", 7)] == "à"
    assert cut("a" * 300, NARROW) == NARROW


def test_a_number_is_not_parted_from_what_it_counts() -> None:
    assert cut(f"for 2027, 0.7 million {'b' * 90}", 14) == len("for")
    assert cut(f"the A4 paper {'b' * 90}", 7) == len("the A4")


def test_broad_letters_have_fewer_on_three_lines() -> None:
    first = {language: shown("", SCRIPTS[language]).partition("<")[0] for language in ("fr", "ru")}
    assert len(first["ru"]) <= NARROW * 8 // 9 < len(first["fr"]) <= NARROW


def test_all_of_a_lead_is_in_the_markup_in_its_order() -> None:
    markup = shown("BASEL, 19 November 2026 –", ENGLISH)
    assert markup.striptags() == ENGLISH
    assert re.findall('class="([a-z ]+)"', markup) == ["wide", "rest"]
    assert str(shown("", "Short & plain.")) == "Short &amp; plain."


def test_a_list_shows_the_parts_of_a_long_lead(newsroom: Newsroom) -> None:
    newsroom.published("Gauges", lead=ENGLISH)
    page = newsroom.get("/news/").content.decode()
    assert '<span class="wide">' in page and '<span class="rest">' in page


def test_the_dash_of_a_dateline_does_not_begin_a_line() -> None:
    assert held("ENTEBBE/BASEL, 6 October 2026 –") == "ENTEBBE/BASEL, 6 October 2026\u00a0–"
    assert held("BAR -") == "BAR\u00a0-" and held("BAR:") == "BAR:"
