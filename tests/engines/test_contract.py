"""What every Engine answers: the same as the oracle, for documents and questions nobody thought of."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from dateline.search.engine import COUNTED, NONE, Document, Engine, Question
from dateline.search.engines import tantivy, tantivy_parts, tantivy_words
from dateline.search.engines.memory import MemoryEngine
from dateline.search.engines.tantivy import TantivyEngine
from dateline.search.likeness import Likeness
from dateline.search.words import Clause, Words, is_near, words
from tests.engines.pairs import doc, tantivy_pair

LANGUAGES = ["en", "fr", "ar", "zh-Hans"]
TEXTS = {
    "en": ["flood", "Floods", "warning", "lake", "OSCE's", "co-operation"],
    "fr": ["l'eau", "école", "crues", "Crue", "lac", "flood"],
    "ar": ["مُدرِّس", "المدرسون", "ماء", "بحيرة", "٢٠٢٢", "flood"],
    "zh-Hans": ["北京大学", "大学", "洪水", "水", "湖泊", "flood"],
}
TYPED = sorted({*sum(TEXTS.values(), []), "2022", "floods warning", "lake co-operation", "京大", "-", "'"})
OFFICES = ["africa", "entebbe", "lake-unit", "basra"]
PARENTS = {"office": {"entebbe": "africa", "lake-unit": "entebbe"}, "topic": {"rivers": "water"}}
DAYS = ["2021-12-31", "2022-01-01", "2022-02-28", "2022-03-01", "2022-03-15", "2022-12-31"]


def texts(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(TEXTS[language]), min_size=1, max_size=6).map(" ".join)


@st.composite
def documents(draw: st.DrawFn, sequence: int) -> Document:
    language = draw(st.sampled_from(LANGUAGES))
    title = draw(texts(language))
    return Document(
        sequence=sequence,
        story=draw(st.sampled_from("abcd")),
        original=draw(st.booleans()),
        language=language,
        published_at=draw(st.integers(-2, 3)),
        published_on=draw(st.sampled_from(DAYS)),
        type=draw(st.sampled_from([None, "news", "statement"])),
        offices=tuple(draw(st.lists(st.sampled_from(OFFICES), max_size=2))),
        topics=tuple(draw(st.lists(st.sampled_from(["water", "rivers", "law"]), max_size=2))),
        title=title,
        text=f"{title} {draw(texts(language))} " * draw(st.sampled_from([1, 1, 3, 40])),
    )


@st.composite
def batches(draw: st.DrawFn) -> tuple[list[Document], set[int]]:
    written = draw(st.lists(st.integers(1, 12), max_size=8, unique=True))
    return [draw(documents(sequence)) for sequence in written], draw(st.sets(st.integers(1, 12), max_size=3))


def keys(*names: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([*names, NONE]), min_size=1, max_size=2)


def filters() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    every = {"type": keys("news", "statement"), "office": keys(*OFFICES), "topic": keys("water", "rivers", "law")}
    return st.fixed_dictionaries({}, optional=every)


def seldom(strategy: st.SearchStrategy, otherwise: object) -> st.SearchStrategy:
    return st.one_of(st.just(otherwise), st.just(otherwise), strategy)


@st.composite
def typed(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TYPED))
    form = draw(st.sampled_from(["{}", "{}", '"{}"', "title:{}", 'title:"{}"', "-{}", '-"{}"', "-title:{}"]))
    return form.format(text)


@st.composite
def likenesses(draw: st.DrawFn) -> Likeness:
    language = draw(st.sampled_from(LANGUAGES))
    topics = tuple(draw(st.sets(st.sampled_from(["water", "rivers", "law"]), max_size=2)))
    page, without = draw(st.sampled_from(LANGUAGES)), draw(st.frozensets(st.integers(1, 12), max_size=3))
    return Likeness(draw(st.sampled_from("abcd")), language, draw(texts(language)), topics, page, 3, without)


@st.composite
def guesses(draw: st.DrawFn) -> Words:
    """What suggestions and spelling ask."""
    word = draw(st.sampled_from(["flo", "flodo", "flod", "lak", "l", "wran", "قواع", "北", "ec", "floods"]))
    return Words(
        (Clause(word, title=draw(st.booleans()), excluded=draw(st.booleans()), like=draw(st.sampled_from(["beginning", "near"]))),)
    )


QUESTIONS = st.builds(
    Question,
    page_language=st.sampled_from([*LANGUAGES, "de"]),
    languages=st.sampled_from([None, None, None, ("any",), ("en",), ("ar", "fr"), ("de",)]),
    chosen=seldom(filters(), {}),
    excluded=seldom(filters(), {}),
    parents=st.sampled_from([PARENTS, PARENTS, {}]),
    first_day=seldom(st.sampled_from(["2022-01-01", "2022-02-15", "2022-03-01"]), None),
    last_day=seldom(st.sampled_from(["2022-02-28", "2022-03-10", "2022-12-30", "2022-12-31"]), None),
    words=seldom(st.lists(typed(), min_size=1, max_size=3).map(" ".join), "").map(words) | guesses(),
    sort=st.sampled_from(["newest", "oldest", "relevance"]),
    offset=seldom(st.integers(0, 6), 0),
    limit=st.sampled_from([0, 1, 3, 20]),
    without=seldom(st.frozensets(st.integers(1, 12), max_size=4), frozenset()),
    counted=seldom(st.lists(st.sampled_from(COUNTED), unique=True).map(tuple), COUNTED),
)


@pytest.fixture
def common_words(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """From how many documents on a word is common, and its bitmap kept, be it in a file. Of the newest, two are handed out at first."""
    monkeypatch.setattr(tantivy_words, "A_FEW", 2)
    monkeypatch.setattr(tantivy_words, "AT_ONCE", 5)
    monkeypatch.setattr(tantivy, "MANY", 0)
    return lambda common: monkeypatch.setattr(tantivy_parts, "COMMON", common)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(
    written=st.lists(batches(), min_size=1, max_size=3),
    questions=st.lists(QUESTIONS, min_size=10, max_size=25),
    likeness=likenesses(),
    common=st.sampled_from([0, 2, tantivy_parts.COMMON]),
)
def test_tantivy_answers_as_the_oracle_does_after_every_batch(common_words, written, questions, likeness, common):
    common_words(common)
    oracle = MemoryEngine()
    with tantivy_pair() as (writer, reader):
        for position, (upserts, deletes) in enumerate(written, start=1):
            for engine in (oracle, writer):
                engine.write(upserts, deletes, position=position)
            reader.refresh()
            if position == 1:
                writer.keep()
            opened = TantivyEngine(writer.path)  # stands on what was kept after the first batch
            for question in questions:
                wanted = oracle.find(question)
                event(f"found something: {wanted.total > 0}")
                assert writer.find(question) == reader.find(question) == opened.find(question) == wanted
                assert reader.newest(question) == oracle.newest(question)
            assert reader.similar(likeness) == oracle.similar(likeness)


def found(pair: tuple[Engine, Engine], *written: Document, **question: object) -> tuple[int, ...]:
    writer, reader = pair
    writer.write(written, [], position=1)
    reader.refresh()
    return reader.find(Question(**question)).sequences  # type: ignore[arg-type]


def test_an_empty_index_finds_nothing_and_counts_nothing(pair):
    answer = pair[1].find(Question(words=words("flood"), sort="relevance"))
    assert (answer.sequences, answer.total, answer.position) == ((), 0, 0)
    assert set(answer.counts) == {"type", "office", "topic", "language", "year", "month"}
    assert not any(answer.counts.values())


def test_newest_first_is_by_instant_then_by_sequence(pair):
    written = doc(1, published_at=9), doc(2, published_at=5), doc(3, published_at=5)
    assert found(pair, *written) == (1, 3, 2)
    assert found(pair, *written, sort="oldest") == (2, 3, 1)


def test_a_page_is_a_slice_and_one_past_the_end_is_empty(pair):
    written = [doc(n) for n in range(1, 8)]
    assert found(pair, *written, offset=4, limit=2) == (3, 2)
    assert found(pair, *written, offset=6, limit=5) == (1,)
    assert found(pair, *written, offset=7) == ()


@pytest.mark.parametrize(
    ("page_language", "version"),
    [("fr", 3), ("ar", 2), ("de", 4)],
)
def test_a_story_is_listed_once_in_the_page_language_or_as_its_original(pair, page_language, version):
    written = (
        doc(2, story="s", original=False, language="ar"),
        doc(3, story="s", original=False, language="fr"),
        doc(4, story="s", original=True, language="en"),
    )
    assert found(pair, *written, page_language=page_language) == (version,)


def test_without_page_language_and_original_the_lowest_sequence_stands_for_a_story(pair):
    written = doc(5, story="s", original=False), doc(4, story="s", original=False, language="ru")
    assert found(pair, *written, page_language="de") == (4,)


def test_the_version_is_chosen_before_the_words_are_looked_for(pair):
    written = (
        doc(1, story="s", text="flood"),
        doc(2, story="s", original=False, language="fr", text="crue"),
    )
    assert found(pair, *written, page_language="fr", words=words("flood")) == ()
    assert found(pair, *written, page_language="en", words=words("flood")) == (1,)


def test_what_is_no_longer_live_is_in_no_answer_and_represents_no_story(pair):
    written = doc(1, story="s"), doc(2, story="s", original=False, language="fr"), doc(3)
    pair[0].write(written, [], position=1)
    pair[1].refresh()
    answer = pair[1].find(Question(without=frozenset({1, 3, 99})))
    assert (answer.sequences, answer.total) == ((2,), 1)
    assert answer.counts["language"] == {"fr": 1}


def test_a_key_stands_for_what_is_under_it_and_counts_each_document_once(pair):
    written = doc(1, offices=("entebbe", "lake-unit")), doc(2, offices=("africa",)), doc(3)
    pair[0].write(written, [], position=1)
    pair[1].refresh()
    answer = pair[1].find(Question(parents=PARENTS, chosen={"office": frozenset({"africa"})}))
    assert answer.sequences == (2, 1)
    assert answer.counts["office"] == {"africa": 2, "entebbe": 1, "lake-unit": 1, NONE: 1}


def test_not_given_can_be_chosen_and_excluded(pair):
    written = doc(1, type="news"), doc(2)
    assert found(pair, *written, chosen={"type": frozenset({NONE})}) == (2,)
    assert found(pair, *written, excluded={"type": frozenset({NONE})}) == (1,)


def test_a_facet_counts_as_if_its_own_choice_and_exclusion_were_not_made(pair):
    pair[0].write([doc(1, type="news", topics=("law",)), doc(2, type="statement")], [], position=1)
    pair[1].refresh()
    answer = pair[1].find(Question(chosen={"type": frozenset({"news"})}, excluded={"topic": frozenset({NONE})}))
    assert answer.counts["type"] == {"news": 1}
    assert answer.counts["topic"] == {"law": 1}


def test_years_and_months_are_counted_beyond_the_days_asked_for(pair):
    pair[0].write([doc(1, published_on="2021-12-31"), doc(2, published_on="2022-01-01")], [], position=1)
    pair[1].refresh()
    answer = pair[1].find(Question(first_day="2022-01-01", last_day="2022-01-31"))
    assert answer.sequences == (2,)
    assert answer.counts["year"] == {"2021": 1, "2022": 1}
    assert answer.counts["month"] == {"2021-12": 1, "2022-01": 1}


@pytest.mark.parametrize("last_day", ["2022-12-29", "2022-12-30"])
def test_days_are_exact_within_a_month(pair, last_day):
    written = [doc(n, published_on=f"2022-12-{n}") for n in (28, 29, 30, 31)]
    assert found(pair, *written, first_day="2022-12-29", last_day=last_day) == tuple(range(int(last_day[-2:]), 28, -1))


@pytest.mark.parametrize(
    ("q", "finds"),
    [
        ("flood", (2, 1)),
        ("floods warning", (2, 1)),
        ('"flood warning"', (1,)),
        ("flood -drill", (1,)),
        ("title:lake", (2,)),
        ("-title:lake flood", (1,)),
        ("-flood", (3,)),
        ("co-operation", (3,)),
        ("nobody-wrote-this", ()),
        ('- "\'"', (3, 2, 1)),
    ],
)
def test_words_find_what_they_say(pair, q, finds):
    written = (
        doc(1, title="Flood warning", text="Flood warnings for a lake"),
        doc(2, title="Lake", text="Lake: warned of floods, in a warning drill"),
        doc(3, title="Office", text="Office for co-operation in operations"),
    )
    assert found(pair, *written, words=words(q)) == finds


def test_relevance_puts_what_the_title_says_first_then_the_newest(pair):
    written = (
        doc(1, title="Flood warning", text="Flood warning"),
        doc(2, title="Lake", text="Lake flood warning"),
        doc(3, title="Lake", text="Lake flood warning"),
    )
    assert found(pair, *written, words=words("flood warning"), sort="relevance") == (1, 3, 2)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"title": "Flood", "text": "Flood warning"}, {"title": "Lake", "text": "Flood warning"}),
        ({"text": "flood " * 5}, {"text": "flood flood lake lake lake"}),
        ({"text": "flood flood lake"}, {"text": "flood lake lake"}),
        ({"text": "flood " + "lake " * 20}, {"text": "flood " + "lake " * 700}),
        ({"text": "flood", "published_at": 10**15}, {"text": "flood", "published_at": 0}),
    ],
)
def test_relevance_knows_titles_frequency_length_and_date(pair, better, worse):
    assert found(pair, doc(1, **better), doc(2, **worse), words=words("flood"), sort="relevance") == (1, 2)


def test_a_rare_word_ranks_more_than_a_common_one(pair):
    common = [doc(n, text="flood lake") for n in range(3, 9)]
    written = doc(1, text="flood flood lake warning"), doc(2, text="flood lake warning warning"), *common
    assert found(pair, *written, words=words("flood warning"), sort="relevance") == (2, 1)


def test_pages_by_relevance_go_on_where_the_last_one_ended(pair):
    titles = ["Lake", "Flood", "Lake", "Flood", "Lake", "Flood"]
    written = [doc(n, title=title, text=f"{title} flood") for n, title in enumerate(titles, start=1)]
    pages = [found(pair, *written, words=words("flood"), sort="relevance", offset=n, limit=2) for n in (0, 2, 4)]
    assert pages == [(6, 4), (2, 5), (3, 1)]


def test_replay_and_going_back_are_harmless(pair):
    writer, reader = pair
    for position in (1, 1, 0):
        writer.write([doc(1), doc(2)], [2, 3], position=position)
    reader.refresh()
    assert reader.find(Question()).sequences == (2, 1)
    assert reader.position == writer.position == 0


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("flood", "flood", 1),
        ("flod", "flood", 1),
        ("folod", "flood", 1),
        ("flopd", "flood", 1),
        ("fload", "lfoad", 1),
        ("fl", "flood", 0),
        ("abcd", "badc", 0),
        ("a", "", 1),
    ],
)
def test_one_slip_of_the_fingers_is_near(one, other, near):
    assert is_near(one, other) == is_near(other, one) == bool(near)
