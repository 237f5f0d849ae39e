"""A line of labels, some of which hold commas themselves."""

import pytest

from dateline.ingest.labels import Split, split

KNOWN = {
    "Law",
    "Water",
    "Arms control, disarmament and non-proliferation",
    "Noise, vibration and dust",
    "Noise",
    "OSCE, Vienna",
    "A, B",
    "A, B, C",
}


@pytest.mark.parametrize(
    ("line", "labels", "doubts"),
    [
        ("Law", ["Law"], []),
        ("Law, Water", ["Law", "Water"], []),
        ("Law,Water ,  Arts", ["Law", "Water", "Arts"], []),
        ("Noise, vibration and dust", ["Noise, vibration and dust"], []),
        ("Law, Noise, vibration and dust, Water", ["Law", "Noise, vibration and dust", "Water"], []),
        ("Arms control,disarmament and non-proliferation", ["Arms control, disarmament and non-proliferation"], []),
        ("A, B, C", ["A, B, C"], []),
        ("A, B, D", ["A, B", "D"], []),
        ("Noise, Law", ["Noise", "Law"], []),
        ("Roads, tunnels and bridges", ["Roads", "tunnels and bridges"], ["tunnels and bridges"]),
        ("Roads, Bridges & Sheds", ["Roads", "Bridges & Sheds"], ["Bridges & Sheds"]),
        ("Roads, Bridges and Sheds", ["Roads", "Bridges and Sheds"], ["Bridges and Sheds"]),
        ("Bridges and Sheds, Law", ["Bridges and Sheds", "Law"], []),
        ("roads", ["roads"], []),
        ("Law, Law", ["Law"], []),
        ("Law,, Water,", ["Law", "Water"], []),
        ("", [], []),
        (" , ", [], []),
    ],
)
def test_a_line_is_cut_at_commas_but_for_known_labels(line: str, labels: list[str], doubts: list[str]) -> None:
    assert split(line, KNOWN.__contains__) == Split(tuple(labels), tuple(doubts))
