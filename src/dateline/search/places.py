"""From where an item is, behind the noun: "du Bureau d’Entebbe", "aus Afrika", "dall’Ufficio di Bassora", "из Африки". Pure.

A label of the institution's is a region, a town, or an office that is called after what it is. Which of them says its first word; what
is not known here stands as a town does, or, where that would have to be declined, not at all: then the grammar's own phrase holds.
"""

import re

_VOWELS = "aàâeéèêiîoôuûhœ"


def _first(label: str) -> str:
    return re.split(r"[ ’'-]", label.lower(), maxsplit=1)[0]


def french(label: str) -> str:
    """ "du Bureau d’Entebbe", "d’Afrique", "des Amériques", "de Bichkek"."""
    article = _FRENCH.get(_first(label))
    if article:
        return f"{article} {label}"
    return f"d’{label}" if label[:1].lower() in _VOWELS else f"de {label}"


_FRENCH = {
    **dict.fromkeys(
        (
            "bureau", "centre", "secrétariat", "ministère", "département", "conseil", "projet", "programme", "siège", "service", "comité",
            "moyen", "proche", "caucase", "maghreb", "sahel", "pacifique",
        ),
        "du",
    ),
    **dict.fromkeys(("mission", "délégation", "commission", "présence", "direction", "représentation", "division", "section"), "de la"),
    **dict.fromkeys(("amériques", "balkans", "caraïbes", "antilles", "bureaux"), "des"),
}  # fmt: skip


def german(label: str) -> str:
    """ "vom Büro Basra", "von der Mission in Skopje", "aus Afrika"."""
    noun = _first(label)
    if noun.endswith(("büro", "sekretariat", "zentrum", "institut", "referat", "projekt", "programm", "ministerium", "amt", "rat")):
        return f"vom {label}"
    if noun.endswith(
        ("mission", "delegation", "kommission", "vertretung", "abteilung", "direktion", "agentur", "behörde", "stelle", "zentrale")
    ):
        return f"von der {label}"
    return f"vom {label}" if noun in ("balkan", "kaukasus") else f"aus {label}"


def italian(label: str) -> str:
    """ "dall’Ufficio di Bassora", "dal Segretariato", "dalle Americhe", "da Bishkek"."""
    article = _ITALIAN.get(_first(label), "da")
    return f"{article}{label}" if article.endswith("’") else f"{article} {label}"


_ITALIAN = {
    **dict.fromkeys(("ufficio", "istituto", "agenzia", "ambasciata", "unità", "africa", "america", "asia", "europa", "oceania"), "dall’"),
    **dict.fromkeys(
        ("segretariato", "centro", "ministero", "dipartimento", "consiglio", "progetto", "programma", "medio", "vicino", "caucaso"), "dal"
    ),
    **dict.fromkeys(("missione", "delegazione", "commissione", "presenza", "direzione", "sede", "rappresentanza", "sezione"), "dalla"),
    **dict.fromkeys(("americhe", "antille"), "dalle"),
    **dict.fromkeys(("balcani", "caraibi", "uffici"), "dai"),
}


def russian(label: str) -> str:
    """ "из Африки", "из Программного отделения в Худжанде"; "" where the genitive is not sure."""
    words = label.split(" ")
    at = next((place for place, word in enumerate(words[:-1]) if not _ADJECTIVE.search(word)), len(words) - 1)
    noun = _genitive(words[at])
    if not noun:
        return ""
    preposition = "с" if words[at].lower() in _ON else "из"
    return " ".join([preposition, *(_adjective(word) for word in words[:at]), noun, *words[at + 1 :]])


_ON = frozenset({"кавказ", "восток", "запад", "север", "юг"})
_CYRILLIC = re.compile("[А-ЯЁа-яё-]+")
_ADJECTIVE = re.compile("(ая|яя|ое|ее|ый|ий|ой)$")
_NOUNS = (
    (re.compile("(ец|[её]л|ень|[ыьъ])$"), None),  # a vowel that flees, a plural, a gender that is not told
    (re.compile("ство$"), "ства"),
    (re.compile("ие$"), "ия"),
    (re.compile("ия$"), "ии"),
    (re.compile("(?<=[гкхжчшщ])а$"), "и"),
    (re.compile("а$"), "ы"),
    (re.compile("я$"), "и"),
    (re.compile("(?<=[аеиоуэюя])й$"), "я"),
    (re.compile("(?<=[бвгджзклмнпрстфхцчшщ])$"), "а"),
)


def _genitive(noun: str) -> str:
    if not _CYRILLIC.fullmatch(noun):
        return ""
    if noun.isupper():  # ОБСЕ
        return noun
    ending, instead = next(((ending, instead) for ending, instead in _NOUNS if ending.search(noun)), (None, None))
    if ending is None:  # Осло, Тбилиси, Баку, Энтеббе
        return noun
    return "" if instead is None else ending.sub(instead, noun)


def _adjective(word: str) -> str:
    if word.endswith(("ая", "яя")):
        return word[:-2] + ("ой" if word.endswith("ая") else "ей")
    soft = word.endswith(("ее", "ний")) or re.search("[жчшщ]ий$", word)
    return word[:-2] + ("его" if soft else "ого")
