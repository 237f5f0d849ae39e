from pyroaring import BitMap

from dateline.search.engines import wordfile
from dateline.search.engines.columnfile import Standing

STANDING = Standing("index", 3)
WORDS = [("text", "en:flood", BitMap([1, 5, 70_000])), ("title", "en:flood", BitMap([5])), ("text", "ar:ماء", BitMap(range(1_000)))]


def told(file):
    return {(field, term): numbers for field, term, _ in WORDS if (numbers := file.get(field, term)) is not None}


def test_words_are_kept_by_field(tmp_path):
    wordfile.write(tmp_path, iter(WORDS), STANDING)
    kept = wordfile.read(tmp_path, STANDING)
    assert told(kept) == {(field, term): numbers for field, term, numbers in WORDS}
    assert kept.get("title", "ar:ماء") is None is kept.get("often", "en:flood")


def test_a_file_of_another_commit_or_none_says_nothing(tmp_path):
    assert wordfile.read(tmp_path, STANDING) is wordfile.NONE
    wordfile.write(tmp_path, WORDS, STANDING)
    assert wordfile.read(tmp_path, Standing("index", 4)) is wordfile.read(tmp_path, Standing("another", 3)) is wordfile.NONE


def test_a_file_that_is_damaged_or_cut_never_says_what_is_wrong(tmp_path):
    wordfile.write(tmp_path, WORDS, STANDING)
    path, right = tmp_path / wordfile.NAME, told(wordfile.read(tmp_path, STANDING))
    whole = path.read_bytes()
    for place in range(len(whole)):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            path.write_bytes(damaged)
            assert told(wordfile.read(tmp_path, STANDING)).items() <= right.items()


def test_who_has_a_file_open_goes_on_with_it(tmp_path):
    wordfile.write(tmp_path, WORDS, STANDING)
    kept = wordfile.read(tmp_path, STANDING)
    wordfile.write(tmp_path, [("text", "en:flood", BitMap([9]))], Standing("index", 4))
    assert kept.get("text", "en:flood") == WORDS[0][2]


def test_the_less_common_are_left_out_where_there_is_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(wordfile, "MOST_BYTES", 30)
    wordfile.write(tmp_path, WORDS, STANDING)
    assert list(told(wordfile.read(tmp_path, STANDING))) == [("text", "en:flood")]
