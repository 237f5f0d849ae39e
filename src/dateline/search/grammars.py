"""How a language says what a view shows: phrases with a place for the labels, so that adding a language is adding data. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dateline.search import places


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language says what a view shows. `{}` is where labels go."""

    everything: str
    items: str  # without a number
    counted: tuple[str, ...]  # with one, by `form`; the last is the usual one
    form: Callable[[int], int]  # a total -> its place in `counted`
    thousands: str
    or_: str
    and_: str
    chosen: Mapping[str, tuple[str, str]]  # facet -> for one label, for several
    none: Mapping[str, str]  # facet -> "not given" is chosen
    excluded: Mapping[str, str]  # facet -> labels that are excluded
    given: Mapping[str, str]  # facet -> "not given" is excluded
    language: str
    any_language: str
    containing: tuple[str, ...]  # these four: one word, and several where those are said otherwise
    lacking: tuple[str, ...]
    in_title: tuple[str, ...]
    not_in_title: tuple[str, ...]
    quoted: str
    months: tuple[str, ...]
    day: str  # {day} {month} {year}
    month: str
    on_day: str  # these three hold a whole date
    in_month: str
    in_year: str
    between: str
    since: str
    until: str
    article: Callable[[str], str] = str  # before an office's label
    place: Callable[[str], str] | None = None  # an office with its preposition, where that differs; "" is as `chosen` says
    plural: Callable[[str], str] = str  # of a type's label
    types: tuple[str, str] = ("", "")  # one, several, behind the noun; where labels cannot be declined. Else they are the noun
    named: str = "{}"  # a type, an office or a topic inside a sentence
    comma: str = ", "
    months_since: tuple[str, ...] = ()  # in a day, and after `since`, where they decline
    digits: Mapping[int, str] = field(default_factory=dict)  # ours -> its own, for str.translate


def _english_plural(label: str) -> str:
    if label.endswith("s") and not label.endswith("ss") or label.endswith("coverage"):
        return label  # "news", "press releases"
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return label[:-1] + "ies"
    return label + ("es" if label.endswith(("s", "x", "ch", "sh")) else "s")


def _english_article(label: str) -> str:
    """ "the Office in Basra", but "Bishkek": offices that are called after what they are take an article."""
    return f"the {label}" if set(label.lower().split()) & _BODIES else label


_BODIES = frozenset({
    "office", "offices", "mission", "secretariat", "centre", "center", "presence", "project", "delegation", "institute",
    "department", "commission", "bureau", "programme", "agency", "headquarters", "unit", "section", "division",
    "directorate", "representative", "ministry", "embassy", "council",
})  # fmt: skip


def _french_plural(label: str) -> str:
    """The first word is the noun in "communiqué de presse"."""
    noun, space, rest = label.partition(" ")
    if noun.endswith(("s", "x", "z")):
        return label
    if noun.endswith("al"):
        return f"{noun[:-2]}aux{space}{rest}"
    return noun + ("x" if noun.endswith(("eau", "eu")) else "s") + space + rest


def _spanish_plural(label: str) -> str:
    """The first word is the noun in "aviso a los medios"."""
    noun, space, rest = label.partition(" ")
    if noun.endswith("ón"):
        noun = f"{noun[:-2]}ones"
    elif noun.endswith("z"):
        noun = f"{noun[:-1]}ces"
    elif not noun.endswith("s"):
        noun += "s" if noun[-1:] in "aeioué" else "es"
    return noun + space + rest


def _spanish_article(label: str) -> str:
    """ "la Oficina en Basora", but "África"."""
    article = _SPANISH_BODIES.get(label.partition(" ")[0].lower())
    return f"{article} {label}" if article else label


_SPANISH_BODIES = {
    **dict.fromkeys(
        ("oficina", "secretaría", "misión", "delegación", "comisión", "agencia", "unidad", "dirección", "sede", "embajada"), "la"
    ),
    **dict.fromkeys(("centro", "ministerio", "instituto", "departamento", "consejo", "proyecto", "programa"), "el"),
}


def _italian_plural(label: str) -> str:
    """The first word is the noun in "comunicato stampa"."""
    noun, space, rest = label.partition(" ")
    endings = (("ca", "che"), ("ga", "ghe"), ("io", "i"), ("a", "e"), ("o", "i"), ("e", "i"))
    end, many = next(((end, many) for end, many in endings if noun.endswith(end)), ("", ""))
    return noun.removesuffix(end) + many + space + rest


def _one_or_more(total: int) -> int:
    return int(total != 1)


def _arabic_form(total: int) -> int:
    """CLDR's: none, one and two stand alone; three to ten take the plural, also after hundreds; the rest the singular."""
    if total <= 2:
        return total
    return 3 if 3 <= total % 100 <= 10 else 4


def _russian_form(total: int) -> int:
    """CLDR's: 1, 21 ... but not 11; 2 to 4, 22 to 24 ... but not 12 to 14; the rest."""
    if total % 10 == 1 and total % 100 != 11:
        return 0
    return 1 if 2 <= total % 10 <= 4 and not 12 <= total % 100 <= 14 else 2


GRAMMARS: Mapping[str, Grammar] = {
    "en": Grammar(
        everything="News and press releases",
        items="items",
        counted=("{} item", "{} items"),
        form=_one_or_more,
        plural=_english_plural,
        thousands=",",
        or_=" or ",
        and_=" and ",
        chosen={"topic": ("on {}", "on {}"), "office": ("from {}", "from {}")},
        none={"type": "with no type given", "topic": "with no topic given", "office": "with no office given"},
        excluded={"type": "other than {}", "topic": "not on {}", "office": "not from {}"},
        given={"type": "with a type given", "topic": "with a topic given", "office": "with an office given"},
        language="in {}",
        any_language="in every language",
        containing=("containing {}",),
        lacking=("without {}",),
        in_title=("with {} in the title",),
        not_in_title=("without {} in the title",),
        quoted="“{}”",
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        on_day="on {}",
        in_month="in {}",
        in_year="in {}",
        between="from {} to {}",
        since="since {}",
        until="up to {}",
        article=_english_article,
    ),
    "fr": Grammar(
        everything="Actualités et communiqués de presse",
        items="publications",
        counted=("{} publication", "{} publications"),
        form=lambda total: int(total > 1),
        plural=_french_plural,
        place=places.french,
        thousands="\u202f",
        or_=" ou ",
        and_=" et ",
        chosen={
            "topic": ("sur le thème {}", "sur les thèmes {}"),
            "office": ("du bureau {}", "des bureaux {}"),
        },
        none={"type": "sans type indiqué", "topic": "sans thème indiqué", "office": "sans bureau indiqué"},
        excluded={"type": "hors {}", "topic": "hors thème {}", "office": "autres que celles {}"},
        given={"type": "avec un type indiqué", "topic": "avec un thème indiqué", "office": "avec un bureau indiqué"},
        language="en {}",
        any_language="dans toutes les langues",
        containing=("contenant {}",),
        lacking=("sans {}",),
        in_title=("avec {} dans le titre",),
        not_in_title=("sans {} dans le titre",),
        quoted="«\u00a0{}\u00a0»",
        months=(
            "janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ),
        day="le {day} {month} {year}",
        month="{month} {year}",
        on_day="{}",
        in_month="en {}",
        in_year="en {}",
        between="entre {} et {}",
        since="depuis {}",
        until="au plus tard {}",
    ),
    "es": Grammar(
        everything="Noticias y comunicados de prensa",
        items="publicaciones",
        counted=("{} publicación", "{} publicaciones"),
        form=_one_or_more,
        plural=_spanish_plural,
        thousands=".",
        or_=" o ",
        and_=" y ",
        chosen={"topic": ("sobre {}", "sobre {}"), "office": ("desde {}", "desde {}")},
        none={"type": "sin tipo indicado", "topic": "sin tema indicado", "office": "sin oficina indicada"},
        excluded={"type": "salvo {}", "topic": "salvo sobre {}", "office": "salvo desde {}"},
        given={"type": "con tipo indicado", "topic": "con tema indicado", "office": "con oficina indicada"},
        language="en {}",
        any_language="en todos los idiomas",
        containing=("con {}",),
        lacking=("sin {}",),
        in_title=("con {} en el título",),
        not_in_title=("sin {} en el título",),
        quoted="«{}»",
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ),
        day="el {day} de {month} de {year}",
        month="{month} de {year}",
        on_day="{}",
        in_month="en {}",
        in_year="en {}",
        between="entre {} y {}",
        since="desde {}",
        until="hasta {}",
        article=_spanish_article,
    ),
    "de": Grammar(
        everything="Nachrichten und Pressemitteilungen",
        items="Meldungen",
        counted=("{} Meldung", "{} Meldungen"),
        form=_one_or_more,
        thousands=".",
        or_=" oder ",
        and_=" und ",
        chosen={"topic": ("zum Thema {}", "zu den Themen {}"), "office": ("von {}", "von {}")},
        none={"type": "ohne Angabe der Art", "topic": "ohne Angabe des Themas", "office": "ohne Angabe des Büros"},
        excluded={"type": "außer der Art {}", "topic": "nicht zum Thema {}", "office": "nicht {}"},
        given={"type": "mit Angabe der Art", "topic": "mit Angabe des Themas", "office": "mit Angabe des Büros"},
        language="auf {}",
        any_language="in allen Sprachen",
        containing=("mit {}",),
        lacking=("ohne {}",),
        in_title=("mit {} im Titel",),
        not_in_title=("ohne {} im Titel",),
        quoted="„{}“",
        months=(
            "Januar", "Februar", "März", "April", "Mai", "Juni",
            "Juli", "August", "September", "Oktober", "November", "Dezember",
        ),
        day="{day}. {month} {year}",
        month="{month} {year}",
        on_day="am {}",
        in_month="im {}",
        in_year="im Jahr {}",
        between="von {} bis {}",
        since="ab {}",
        until="bis {}",
        types=("der Art {}", "der Arten {}"),
        named="„{}“",
        place=places.german,
    ),
    "it": Grammar(
        everything="Notizie e comunicati stampa",
        items="pubblicazioni",
        counted=("{} pubblicazione", "{} pubblicazioni"),
        form=_one_or_more,
        plural=_italian_plural,
        place=places.italian,
        thousands=".",
        or_=" o ",
        and_=" e ",
        chosen={"topic": ("sul tema {}", "sui temi {}"), "office": ("da {}", "da {}")},
        none={"type": "senza tipo indicato", "topic": "senza tema indicato", "office": "senza ufficio indicato"},
        excluded={"type": "tranne {}", "topic": "non sul tema {}", "office": "non {}"},
        given={"type": "con tipo indicato", "topic": "con tema indicato", "office": "con ufficio indicato"},
        language="in {}",
        any_language="in tutte le lingue",
        containing=("con {}",),
        lacking=("senza {}",),
        in_title=("con {} nel titolo",),
        not_in_title=("senza {} nel titolo",),
        quoted="«{}»",
        months=(
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
            "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        on_day="{}",
        in_month="in {}",
        in_year="nel {}",
        between="periodo: {} – {}",
        since="a partire da: {}",
        until="fino a: {}",
        named="«{}»",
    ),
    "ar": Grammar(
        everything="الأخبار والبيانات الصحفية",
        items="مواد",
        counted=("لا مواد", "مادة واحدة ({})", "مادتان ({})", "{} مواد", "{} مادة"),
        form=_arabic_form,
        thousands="٬",
        or_=" أو ",
        and_=" و",
        chosen={"topic": ("عن {}", "عن {}"), "office": ("من {}", "من {}")},
        none={"type": "بلا نوع محدد", "topic": "بلا موضوع محدد", "office": "بلا مكتب محدد"},
        excluded={"type": "ما عدا نوع {}", "topic": "ما عدا موضوع {}", "office": "ما عدا مكتب {}"},
        given={"type": "بنوع محدد", "topic": "بموضوع محدد", "office": "بمكتب محدد"},
        language="باللغة {}",
        any_language="بجميع اللغات",
        containing=("تتضمن {}",),
        lacking=("دون {}",),
        in_title=("مع {} في العنوان",),
        not_in_title=("دون {} في العنوان",),
        quoted="«{}»",
        months=(  # both names, as the United Nations writes them: who knows one of a month need not know the other
            "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو",
            "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        on_day="في {}",
        in_month="في {}",
        in_year="في عام {}",
        between="من {} إلى {}",
        since="منذ {}",
        until="حتى {}",
        types=("من نوع {}", "من نوع {}"),
        named="«{}»",
        comma="، ",
        digits=dict(zip(range(ord("0"), ord("9") + 1), "٠١٢٣٤٥٦٧٨٩", strict=True)),
    ),
    "ru": Grammar(
        everything="Новости и пресс-релизы",
        items="материалы",
        counted=("{} материал", "{} материала", "{} материалов"),
        form=_russian_form,
        thousands="\u00a0",
        or_=" или ",
        and_=" и ",
        chosen={"topic": ("по теме {}", "по темам {}"), "office": ("подразделения {}", "подразделений {}")},
        none={"type": "без указания типа", "topic": "без указания темы", "office": "без указания подразделения"},
        excluded={"type": "кроме типа {}", "topic": "кроме темы {}", "office": "не {}"},
        given={"type": "с указанием типа", "topic": "с указанием темы", "office": "с указанием подразделения"},
        language="на языке: {}",
        any_language="на всех языках",
        containing=("со словом {}", "со словами {}"),
        lacking=("без слова {}", "без слов {}"),
        in_title=("со словом {} в заголовке", "со словами {} в заголовке"),
        not_in_title=("без слова {} в заголовке", "без слов {} в заголовке"),
        place=places.russian,
        quoted="«{}»",
        months=(
            "январь", "февраль", "март", "апрель", "май", "июнь",
            "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
        ),
        months_since=(
            "января", "февраля", "марта", "апреля", "мая", "июня",
            "июля", "августа", "сентября", "октября", "ноября", "декабря",
        ),
        day="{day} {month} {year}",
        month="{month} {year}",
        on_day="{}",
        in_month="за {}",
        in_year="за {} год",
        between="за период: {} – {}",
        since="с {}",
        until="по {}",
        types=("типа {}", "типов {}"),
        named="«{}»",
    ),
}  # fmt: skip


def grammar_of(language: str) -> Grammar:
    """That of a tag, be it as a region writes it; English where there is none."""
    return GRAMMARS.get(language.partition("-")[0].lower(), GRAMMARS["en"])
