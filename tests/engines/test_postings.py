from pyroaring import BitMap

from dateline.search.engines.postings import MOST_COMMITS, Commit, Postings

ORDER = object()
FIRST = Commit("index", 1, ORDER)


def test_a_word_is_read_once_in_a_commit():
    postings, read = Postings(), []

    def reading():
        read.append(1)
        return BitMap([len(read)])

    assert postings.get(FIRST, "text", "en:flood", reading) == postings.get(FIRST, "text", "en:flood", reading) == BitMap([1])
    assert postings.get(FIRST, "title", "en:flood", reading) == BitMap([2])
    assert postings.get(Commit("index", 2, ORDER), "text", "en:flood", reading) == BitMap([3]) and len(read) == 3


def test_a_word_is_brought_up_to_date_where_nothing_moved_and_read_anew_elsewhere():
    for commit, wanted in (
        (Commit("index", 3, ORDER), BitMap([1, 7])),
        (Commit("index", 3, object()), BitMap([9])),
        (Commit("another", 3, ORDER), BitMap([9])),
        (Commit("index", 2 + MOST_COMMITS, ORDER), BitMap([9])),
        (Commit("index", 0, ORDER), BitMap([9])),  # asked by who still looks at an older one
    ):
        postings, since = Postings(), []
        postings.get(FIRST, "text", "a", lambda: BitMap([1]))
        found = postings.get(
            commit, "text", "a", lambda: BitMap([9]), lambda old, stamp, since=since: since.append(stamp) or old | BitMap([7])
        )
        assert found == wanted and since == [1] * (7 in wanted)


def test_the_least_recently_used_goes_when_there_are_too_many_bytes():
    size = len(BitMap([1]).serialize())
    postings, read = Postings(most_bytes=2 * size), []
    for term in ("a", "b", "a", "c", "a", "b"):
        postings.get(FIRST, "text", term, lambda term=term: read.append(term) or BitMap([1]))
    assert read == ["a", "b", "c", "b"]
