"""Views in words."""

import pytest

from dateline.search.grammars import GRAMMARS
from dateline.search.options import NOT_GIVEN
from dateline.search.query import parse
from dateline.search.sentence import Piece, foreign, headline, pieces, sentence

NAMES = {
    "en": {
        "press-release": "Press release",
        "advisory": "Media advisory",
        "osce": "OSCE report",
        "basra": "Office in Basra",
        "fr": "French",
    },
    "fr": {
        "press-release": "Communiqué de presse",
        "advisory": "Avis aux médias",
        "journal": "Journal interne",
        "fr": "français",
    },
}


def labels(language):
    return lambda facet, value: NAMES.get(language, {}).get(value, value.capitalize())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "News and press releases"),
        ("sort=oldest&page=2", "News and press releases"),
        ("type=press-release&topic=law&office=bishkek&from=2022&to=2022", "Press releases on Law from Bishkek, in 2022"),
        ("office=none", "Items with no office given"),
        ("office=africa&office=none&from=2026&to=2026", "Items from Africa or with no office given, in 2026"),
        ("office=basra&topic=glaciers&from=2026-03&to=2026-03", "Items on Glaciers from the Office in Basra, in March 2026"),
        ("topic=a&topic=b&topic=c", "Items on A, B or C"),
        ("type=press-release&type=advisory", "Media advisories and press releases"),
        ("type=none&type=osce", "OSCE reports and items with no type given"),
        ("-topic=fish&-type=advisory", "Items other than media advisories not on Fish"),
        ("-office=basra", "Items not from the Office in Basra"),
        ("-office=none", "Items with an office given"),
        ("language=fr", "Items in French"),
        ("language=any", "Items in every language"),
        ("q=%22flood+warning%22", "Items containing “flood warning”"),
        ("q=flood+-drill+title:lake", "Items containing “flood”, with “lake” in the title and without “drill”"),
        ("q=flood+warning+-title:x", "Items containing “flood” and “warning” and without “x” in the title"),
        ("q=flood&from=2022-10-05", "Items containing “flood”, since 5 October 2022"),
        ("to=2022-02", "Items, up to February 2022"),
        ("from=2021&to=2022-10-05", "Items, from 2021 to 5 October 2022"),
        ("from=2022-10-05&to=2022-10-05", "Items, on 5 October 2022"),
    ],
)
def test_a_view_says_what_it_shows(address, said):
    assert parse(address).query.sentence(labels("en")) == said


@pytest.mark.parametrize(
    ("address", "total", "said"),
    [
        ("", 12694, "12,694 items"),
        ("", 1, "1 item"),
        ("", 0, "0 items"),
        ("office=africa&office=none&from=2026&to=2026", 184, "184 items from Africa or with no office given, in 2026"),
        ("type=press-release", 1, "1 press release"),
        ("type=press-release&type=osce&topic=law", 2, "2 OSCE reports and press releases on Law"),
        ("type=press-release&type=osce", 1, "1 OSCE report or press release"),
        ("type=news", 7, "7 news"),
    ],
)
def test_the_total_stands_in_front_with_the_right_number(address, total, said):
    assert parse(address).query.headline(labels("en"), total) == said


@pytest.mark.parametrize(
    ("address", "total", "said"),
    [
        (
            "type=press-release&topic=police&to=2022",
            1234,
            "1\u202f234 communiqués de presse sur le thème Police, au plus tard 2022",
        ),
        ("type=advisory&type=journal", 2, "2 avis aux médias et journaux interne"),
        ("office=bichkek&office=none", 0, "0 publication de Bichkek ou sans bureau indiqué"),
        ("q=crue&language=fr", 3, "3 publications en français contenant «\u00a0crue\u00a0»"),
        ("from=2022-10-05&to=2022-11", 1, "1 publication, entre le 5 octobre 2022 et novembre 2022"),
    ],
)
def test_french_is_spoken_too(address, total, said):
    assert headline(parse(address).query, labels("fr"), total, "fr") == said


@pytest.mark.parametrize(
    ("total", "russian", "arabic"),
    [
        (0, "0 материалов", "لا مواد"),
        (1, "1 материал", "مادة واحدة (١)"),
        (2, "2 материала", "مادتان (٢)"),
        (3, "3 материала", "٣ مواد"),
        (5, "5 материалов", "٥ مواد"),
        (11, "11 материалов", "١١ مادة"),
        (14, "14 материалов", "١٤ مادة"),
        (21, "21 материал", "٢١ مادة"),
        (22, "22 материала", "٢٢ مادة"),
        (100, "100 материалов", "١٠٠ مادة"),
        (103, "103 материала", "١٠٣ مواد"),
        (111, "111 материалов", "١١١ مادة"),
        (1001, "1\u00a0001 материал", "١٬٠٠١ مادة"),
        (12694, "12\u00a0694 материала", "١٢٬٦٩٤ مادة"),
    ],
)
def test_russian_and_arabic_count_as_they_do(total, russian, arabic):
    query = parse("").query
    assert (headline(query, labels("en"), total, "ru"), headline(query, labels("en"), total, "ar")) == (russian, arabic)


@pytest.mark.parametrize(
    ("language", "address", "said"),
    [
        ("ru", "", "Новости и пресс-релизы"),
        ("ru", "type=a&type=b&topic=c&from=2022-10&to=2022-10", "Материалы типов «A» или «B» по теме «C», за октябрь 2022"),
        ("ru", "office=d&from=2021&to=2022-10-05", "Материалы подразделения «D», за период: 2021 – 5 октября 2022"),
        ("ru", "type=none&from=2022-10", "Материалы без указания типа, с октября 2022"),
        ("ru", "q=zebra", "Материалы со словом «zebra»"),
        ("ru", "q=zebra+flood", "Материалы со словами «zebra» и «flood»"),
        ("ru", "q=%22zebra+flood%22+-title:x", "Материалы со словами «zebra flood» и без слова «x» в заголовке"),
        ("ru", "-office=d", "Материалы не подразделения «D»"),
        ("ru", "-topic=a&from=2022-10-05&to=2022-10-05", "Материалы кроме темы «A», 5 октября 2022"),
        ("ar", "type=a&topic=b&topic=c&from=2022&to=2022", "مواد من نوع «A» عن «B» أو «C»، في عام ٢٠٢٢"),
        ("ar", "q=a+b", "مواد تتضمن «a» و«b»"),
    ],
)
def test_languages_whose_labels_decline_name_them_in_marks(language, address, said):
    assert sentence(parse(address).query, lambda facet, value: value.upper(), language) == said


def borrowed(facet, value):
    """A label in English where the page is in another language."""
    return foreign(NAMES["en"].get(value, value.capitalize()), "en")


@pytest.mark.parametrize(
    ("language", "address", "said"),
    [
        ("fr", "type=press-release", [("3 ", ""), ("Press release", "en")]),
        ("fr", "topic=law&from=2022&to=2022", [("3 publications sur le thème ", ""), ("Law", "en"), (", en 2022", "")]),
        (
            "ru",
            "office=basra&-topic=law",
            [("3 материала подразделения «", ""), ("Office in Basra", "en"), ("» кроме темы «", ""), ("Law", "en"), ("»", "")],
        ),
        ("fr", "q=\ue000en\ue001crue\ue002", [("3 publications contenant «\u00a0encrue\u00a0»", "")]),
    ],
)
def test_a_borrowed_label_stands_as_it_is_in_a_piece_of_its_own(language, address, said):
    query = parse(address).query
    assert pieces(query, borrowed, 3, language) == tuple(Piece(*one) for one in said)
    assert query.headline(borrowed, 3, language) == "".join(text for text, _ in said)


def test_a_sentence_has_no_marks():
    assert sentence(parse("type=press-release&topic=law").query, borrowed, "fr") == "Press release sur le thème Law"


LABELS = {
    "es": {"a": "Comunicado de prensa", "b": "Declaración", "basra": "Oficina en Basora", "ruse": "Centro de Formación", "fr": "francés"},
    "de": {"a": "Pressemitteilung", "b": "Erklärung", "basra": "Büro Basra", "ruse": "Ausbildungszentrum", "fr": "Französisch"},
    "it": {"a": "Comunicato stampa", "b": "Dichiarazione", "basra": "Ufficio di Bassora", "ruse": "Centro", "fr": "francese"},
}


@pytest.mark.parametrize(
    ("language", "address", "total", "said"),
    [
        ("es", "", 12694, "12.694 publicaciones"),
        ("es", "type=a&type=b", 2, "2 comunicados de prensa y declaraciones"),
        ("es", "type=a&office=basra", 1, "1 comunicado de prensa desde la Oficina en Basora"),
        ("es", "from=2021&to=2022-10-05", 1, "1 publicación, entre 2021 y el 5 de octubre de 2022"),
        ("es", "office=ruse&language=fr&from=2022-02", 3, "3 publicaciones desde el Centro de Formación en francés, desde febrero de 2022"),
        ("es", "-office=none&q=crecida", 1, "1 publicación con oficina indicada con «crecida»"),
        ("de", "", 1, "1 Meldung"),
        ("de", "type=a&type=b&topic=x", 1234, "1.234 Meldungen der Arten „Pressemitteilung“ oder „Erklärung“ zum Thema „X“"),
        ("de", "office=basra&from=2022-10-05&to=2022-10-05", 2, "2 Meldungen vom Büro Basra, am 5. Oktober 2022"),
        ("de", "language=fr&q=flut+-title:x", 0, "0 Meldungen auf Französisch mit „flut“ und ohne „x“ im Titel"),
        ("de", "from=2022&to=2022", 2, "2 Meldungen, im Jahr 2022"),
        ("it", "type=a&type=b", 5, "5 comunicati stampa e dichiarazioni"),
        ("it", "type=a&topic=x&topic=y", 1, "1 comunicato stampa sui temi «X» o «Y»"),
        ("it", "office=basra&from=2021", 2, "2 pubblicazioni dall’Ufficio di Bassora, a partire da: 2021"),
        ("it", "language=fr&from=2022-03&to=2022-03", 1, "1 pubblicazione in francese, in marzo 2022"),
    ],
)  # fmt: skip
def test_spanish_german_and_italian_are_spoken(language, address, total, said):
    assert headline(parse(address).query, lambda facet, value: LABELS[language].get(value, value.upper()), total, language) == said


def test_a_language_without_a_grammar_is_spoken_to_in_english():
    assert sentence(parse("").query, labels("en"), "tlh") == "News and press releases"
    assert sentence(parse("").query, labels("fr"), "fr-CH") == "Actualités et communiqués de presse"


def test_whoever_has_a_grammar_has_a_word_for_what_is_not_given() -> None:
    assert set(NOT_GIVEN) == set(GRAMMARS)


@pytest.mark.parametrize("language", sorted(GRAMMARS))
def test_every_grammar_can_say_everything(language):
    names = ("type", "office", "topic", "-type", "-office", "-topic")
    address = "&".join(f"{name}=a&{name}=b&{name}=none" for name in names)
    query = parse(address + "&language=en&from=2022-12-05&to=2023&q=a+-b+title:c+-title:d").query
    said = query.sentence(labels(language), language)
    assert "{" not in said and "  " not in said and len(GRAMMARS[language].months) == 12
