from pyroaring import BitMap

from dateline.search.engines.numbering import Moves, Order
from dateline.search.engines.postings import Commit, Postings
from dateline.search.engines.wordfile import WordFile

ORDER = Order()
FIRST = Commit("index", 1, ORDER)


def never(numbers, stamp):
    raise AssertionError("nothing is to be followed")


def test_a_word_is_read_once_in_a_commit():
    postings, read = Postings(), []

    def reading():
        read.append(1)
        return BitMap([len(read)])

    for field, found in (("text", 1), ("text", 1), ("title", 2)):
        assert postings.get(FIRST, field, "en:flood", reading, never) == BitMap([found])
    assert len(read) == 2


def followed(commit):
    """What comes of a word known at the first commit, and from which stamps on it was brought up to date."""
    postings, since = Postings(), []
    postings.get(FIRST, "text", "a", lambda: BitMap([1]), never)
    found = postings.get(commit, "text", "a", lambda: BitMap([9]), lambda old, stamp: since.append(stamp) or old | BitMap([7]))
    return found, since


def test_a_word_is_brought_up_to_date_where_the_way_is_known():
    assert followed(Commit("index", 3, ORDER)) == (BitMap([1, 7]), [1])
    assert followed(Commit("index", 3, ORDER.after(Moves(5, [1])))) == (BitMap([2, 7]), [1])
    assert followed(Commit("index", 1, ORDER.after(Moves(5, [1])))) == (BitMap([2]), [])


def test_a_word_is_read_anew_where_it_is_not():
    assert followed(Commit("index", 3, Order())) == (BitMap([9]), [])
    assert followed(Commit("another", 3, ORDER)) == (BitMap([9]), [])
    assert followed(Commit("index", 0, ORDER)) == (BitMap([9]), [])  # asked by who still looks at an older one


def test_a_word_that_is_not_known_is_looked_up_in_the_file(monkeypatch):
    postings = Postings()
    monkeypatch.setattr(WordFile, "get", lambda file, field, term: BitMap([3]) if term == "a" else None)
    postings.rest_on(WordFile(), FIRST)
    later = Commit("index", 2, ORDER.after(Moves(5, [0])))
    assert postings.get(later, "text", "a", lambda: BitMap([9]), lambda old, stamp: old | BitMap([stamp])) == BitMap([1, 4])
    assert postings.get(later, "text", "b", lambda: BitMap([9]), never) == BitMap([9])


def test_the_least_recently_used_goes_when_there_are_too_many_bytes():
    size = len(BitMap([1]).serialize())
    postings, read = Postings(most_bytes=2 * size), []
    for term in ("a", "b", "a", "c", "a", "b"):
        postings.get(FIRST, "text", term, lambda term=term: read.append(term) or BitMap([1]), never)
    assert read == ["a", "b", "c", "b"]
