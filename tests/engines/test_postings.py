from pyroaring import BitMap

from dateline.search.engines.postings import Postings


def test_a_word_is_read_once_in_a_commit():
    postings, read = Postings(), []

    def reading():
        read.append(1)
        return BitMap([len(read)])

    assert postings.get(1, "text", "en:flood", reading) == postings.get(1, "text", "en:flood", reading) == BitMap([1])
    assert postings.get(1, "title", "en:flood", reading) == BitMap([2])
    assert postings.get(2, "text", "en:flood", reading) == BitMap([3]) and len(read) == 3


def test_the_least_recently_used_goes_when_there_are_too_many_bytes():
    size = len(BitMap([1]).serialize())
    postings, read = Postings(most_bytes=2 * size), []
    for term in ("a", "b", "a", "c", "a", "b"):
        postings.get(1, "text", term, lambda term=term: read.append(term) or BitMap([1]))
    assert read == ["a", "b", "c", "b"]
