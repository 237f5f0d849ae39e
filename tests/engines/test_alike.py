"""Which stories every Engine finds alike: what the oracle does."""

from dataclasses import replace

from dateline.search.engine import Document, Engine
from dateline.search.engines.memory import MemoryEngine
from dateline.search.likeness import Likeness
from tests.engines.pairs import doc


def alike(pair: tuple[Engine, Engine], like: Likeness, *written: Document) -> tuple[int, ...]:
    """Among many that say nothing of it."""
    others = [doc(n, title="Fish", text="fish and the lake", topics=("fish",)) for n in range(100, 120)]
    pair[0].write([*written, *others], [], position=1)
    pair[1].refresh()
    oracle = MemoryEngine()
    oracle.write([*written, *others], [], position=1)
    assert pair[1].similar(like) == oracle.similar(like)  # type: ignore[attr-defined]
    return pair[1].similar(like)


LIKE = Likeness("9", "en", "The gauge at Chinoz and the lake", ("law", "water"), limit=3)


def titled(sequence: int, title: str, **given: object) -> Document:
    return doc(sequence, title=title, text=title, **given)


def test_stories_with_a_topic_in_common_are_alike_and_more_so_the_more_their_words_are(pair):
    plain, worded = doc(1, topics=("law",)), doc(2, topics=("law",), text="chinoz")
    in_title, both = titled(3, "Chinoz", topics=("law",)), titled(4, "Chinoz", topics=("law", "water"))
    assert alike(pair, LIKE, plain, worded, in_title, both) == (4, 3, 2)


def test_who_has_many_topics_is_less_about_each(pair):
    assert alike(pair, LIKE, doc(3, story="1", title="Fish"), doc(1, topics=("law",)), doc(2, topics=("law", "x"))) == (1, 2)
    assert alike(pair, LIKE, doc(1, topics=("law",)), doc(2, topics=("law", *"abcdefgh"))) == (1, 2)


def test_without_a_topic_in_common_two_telling_words_of_both_titles_are_asked_for(pair):
    assert alike(pair, LIKE, titled(1, "Gauge of Chinoz")) == (1,)
    one_word, in_text, common = titled(1, "Gauge"), doc(2, title="News", text="gauge chinoz"), titled(3, "The lake")
    assert alike(pair, LIKE, one_word, in_text, common) == ()


def test_what_is_like_nothing_has_none(pair):
    assert alike(pair, Likeness("9", "en", "Budget for 2027"), titled(1, "Chinoz")) == ()


def test_versions_of_a_story_count_together_and_a_page_lists_one(pair):
    english = titled(1, "Gauge of Chinoz", story="s")
    french = titled(2, "Jauge", story="s", language="fr", original=False, topics=("law",))
    for page, listed in (("en", 1), ("fr", 2), ("ar", 1)):
        assert alike(pair, replace(LIKE, page_language=page), english, french) == (listed,)
    assert alike(pair, replace(LIKE, story="s"), english, french) == ()
    assert alike(pair, replace(LIKE, without=frozenset({1})), english, french) == (2,)
    assert alike(pair, replace(LIKE, without=frozenset({1, 2})), english, french) == ()


def test_of_equals_the_newest_come_first(pair):
    assert alike(pair, LIKE, *(doc(n, topics=("law",)) for n in (1, 2, 3, 4))) == (4, 3, 2)
