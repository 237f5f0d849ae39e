"""The table of forms."""

from dateline.formats.table import FORMS


def test_every_form_has_a_media_type_and_a_writer() -> None:
    assert {name: form.mime for name, form in FORMS.items()} == {
        "json": "application/feed+json",
        "csv": "text/csv",
        "txt": "text/plain",
        "bib": "application/x-bibtex",
        "ris": "application/x-research-info-systems",
    }
    assert all(form.listing or form.item for form in FORMS.values())


def test_forms_of_an_item_alone_are_no_form_of_a_view() -> None:
    assert [name for name, form in FORMS.items() if form.listing] == ["json", "csv"]
