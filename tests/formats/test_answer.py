"""The object that scripts read: its keys are a promise."""

from dateline.formats.addresses import Addresses
from dateline.formats.answer import answer
from tests.formats.listings import PLAIN, RICH, listing

AT = Addresses("https://news.example.org")


def test_an_answer_has_the_keys_that_were_promised_in_their_order() -> None:
    data = answer(listing(RICH, PLAIN), AT)
    assert list(data) == ["query", "sentence", "total", "change", "releases", "facets"]
    assert list(data["facets"]) == ["topic", "office", "type", "language", "year"]
    assert data["facets"]["office"][0] == {"value": "vienna", "label": "Vienna", "count": 2, "chosen": True}
    assert (data["query"], data["sentence"], data["total"], data["change"]) == ("office=vienna", "Items from Vienna", 2, 7)


def test_a_release_has_the_keys_that_were_promised() -> None:
    assert answer(listing(RICH), AT)["releases"] == [
        {
            "id": "bcdfghjklm",
            "url": "/news/bcdfghjklm/police-trained/",
            "title": "Police & “officers” trained",
            "published": "2022-10-05",
            "type": "news",
            "offices": ["vienna", "bar"],
            "topics": ["rule-of-law", "arts"],
            "language": "fr",
            "lead": "Forty <officers> took part.",
            "dateline": "VIENNA, 5 October 2022 –",
        }
    ]


def test_what_a_release_does_not_say_is_empty() -> None:
    [release] = answer(listing(PLAIN), AT)["releases"]
    assert (release["type"], release["offices"], release["topics"], release["lead"], release["dateline"]) == (None, [], [], "", "")
