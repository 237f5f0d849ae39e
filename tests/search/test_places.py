"""From where an item is, in languages whose prepositions follow the name."""

import pytest

from dateline.search import places
from dateline.search.query import parse
from dateline.search.sentence import sentence


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Afrique", "d’Afrique"),
        ("Amériques", "des Amériques"),
        ("Moyen-Orient", "du Moyen-Orient"),
        ("Bichkek", "de Bichkek"),
        ("Bureau d’Entebbe", "du Bureau d’Entebbe"),
        ("Mission à Skopje", "de la Mission à Skopje"),
    ],
)
def test_french(label: str, said: str) -> None:
    assert places.french(label) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Afrika", "aus Afrika"),
        ("Büro N’Djamena", "vom Büro N’Djamena"),
        ("Programmbüro Chudschand", "vom Programmbüro Chudschand"),
        ("Ausbildungszentrum Russe", "vom Ausbildungszentrum Russe"),
        ("Mission in Skopje", "von der Mission in Skopje"),
    ],
)
def test_german(label: str, said: str) -> None:
    assert places.german(label) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Africa", "dall’Africa"),
        ("Americhe", "dalle Americhe"),
        ("Ufficio di Bassora", "dall’Ufficio di Bassora"),
        ("Segretariato", "dal Segretariato"),
        ("Missione a Skopje", "dalla Missione a Skopje"),
        ("Bishkek", "da Bishkek"),
    ],
)
def test_italian(label: str, said: str) -> None:
    assert places.italian(label) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Африка", "из Африки"),
        ("Азия", "из Азии"),
        ("Америка", "из Америки"),
        ("Европа", "из Европы"),
        ("Центральная Азия", "из Центральной Азии"),
        ("Кавказ", "с Кавказа"),
        ("Ближний Восток", "с Ближнего Востока"),
        ("Бишкек", "из Бишкека"),
        ("Тбилиси", "из Тбилиси"),
        ("Секретариат", "из Секретариата"),
        ("Отделение в Нджамене", "из Отделения в Нджамене"),
        ("Программное отделение в Худжанде", "из Программного отделения в Худжанде"),
        ("Учебный центр в Русе", "из Учебного центра в Русе"),
        ("Представительство в Осло", "из Представительства в Осло"),
        ("Балканы", ""),
        ("Кремль", ""),
        ("Office in Basra", ""),
    ],
)
def test_russian_declines_what_is_sure(label: str, said: str) -> None:
    assert places.russian(label) == said


@pytest.mark.parametrize(
    ("language", "labels", "said"),
    [
        ("ru", ("Африка", "Балканы"), "Материалы из Африки, подразделения «Балканы» или без указания подразделения"),
        ("fr", ("Afrique", "Bureau de Niamey"), "Publications d’Afrique, du Bureau de Niamey ou sans bureau indiqué"),
        ("de", ("Afrika", "Büro Niamey"), "Meldungen aus Afrika, vom Büro Niamey oder ohne Angabe des Büros"),
        ("it", ("Africa", "Ufficio di Niamey"), "Pubblicazioni dall’Africa, dall’Ufficio di Niamey o senza ufficio indicato"),
    ],
)
def test_a_view_of_a_region_and_an_office_names_each_as_it_is_called(language: str, labels: tuple[str, str], said: str) -> None:
    query = parse("office=a&office=b&office=none").query
    assert sentence(query, lambda facet, value: labels["ab".index(value)], language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Материалы не из Африки"),
        ("fr", "Publications autres que celles d’Afrique"),
        ("de", "Meldungen nicht aus Africa"),
        ("it", "Pubblicazioni non dall’Africa"),
    ],
)
def test_what_is_left_out_is_named_so_too(language: str, said: str) -> None:
    label = {"ru": "Африка", "fr": "Afrique"}.get(language, "Africa")
    assert sentence(parse("-office=a").query, lambda facet, value: label, language) == said
