"""The words of the public pages: gathered from templates and code, carried into each language's catalogue, compiled.

`python -m tools.strings` (a part of `make docs`) after a string was added or changed; then translate what is empty in
`locale/<language>/LC_MESSAGES/django.po` and run it again. A test fails while a shipped language lacks a word.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "locale"
SHIPPED = ("ar", "de", "es", "fr", "it", "ru")
JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
SOURCES = (
    (ROOT / "templates" / "public", "**.html", "jinja2.ext:babel_extract", JINJA),
    (ROOT / "src" / "dateline" / "site", "**.py", "python", {}),
)
DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the same words give the same bytes


def gathered() -> Catalog:
    """Every string of the public pages, in English."""
    found = Catalog(domain="django", project="dateline", version="", copyright_holder="the Dateline project", charset="utf-8")
    found.creation_date = found.revision_date = DAY
    for folder, pattern, method, options in SOURCES:
        for name, line, message, comments, context in extract_from_dir(folder, [(pattern, method)], {pattern: options}):
            found.add(message, locations=[(f"{folder.relative_to(ROOT)}/{name}", line)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """A language's words as they are kept; empty when there are none yet."""
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language, domain="django", project="dateline", version="")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def carried(language: str, found: Catalog) -> Catalog:
    """The language's words for what is there now; new strings are empty, those that are gone are dropped."""
    kept = catalogue(language)
    kept.update(found, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.creation_date = kept.revision_date = DAY
    kept.fuzzy = False
    kept.header_comment = f"# The words of Dateline's public pages in {kept.locale_identifier}. See tools/strings.py."
    kept.last_translator = kept.language_team = "the Dateline project"
    return kept


def as_text(one: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, one, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def compiled(one: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, one)
    return out.getvalue()


def lacking(one: Catalog) -> list[str]:
    """The strings that are not translated whole, or are in doubt."""
    return [str(message.id) for message in one if message.id and (message.fuzzy or not said(message.string))]


def said(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main() -> None:
    found = gathered()
    LOCALE.mkdir(exist_ok=True)
    (LOCALE / "dateline.pot").write_bytes(as_text(found))
    for language in SHIPPED:
        one, path = carried(language, found), path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_text(one))
        path.with_suffix(".mo").write_bytes(compiled(one))
        missing = lacking(one)
        print(f"{path.relative_to(ROOT)}: {len(one)} strings, {len(missing)} to translate" + "".join(f"\n  {name}" for name in missing))


if __name__ == "__main__":
    main()
