"""A seeded archive of any size, as JSON Lines with our own names: the same rows for the same seed, on any machine."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

WORDS = (
    "river lakes flooding warnings fishers boats treaty gauges villages council training measured rains border market ministers agreed "
    "text dates police judges schools observers elections media freedom women youth border energy water climate transport trade"
).split()
CITIES = ["VIENNA", "GENEVA", "SKOPJE/WARSAW", "BISHKEK", "TIRANA"]
KINDS = ["News", "Press release", "Statement"]
FIRST_DAY = date(1999, 1, 1)


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize() + "."


def rows(count: int, *, paragraphs: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Rows, oldest first, each with its body of so many paragraphs of forty words."""
    rng = random.Random(seed)
    for number in range(count):
        day = FIRST_DAY + timedelta(days=10_000 * number // count)
        yield {
            "source": f"row-{number}",
            "title": sentence(rng, 8),
            "published": day.isoformat(),
            "type": rng.choice(KINDS),
            "offices": [f"Office {rng.randrange(40)}"],
            "topics": [f"Topic {rng.randrange(60)}" for _ in range(rng.randrange(4))],
            "lead": f"{rng.choice(CITIES)}, {day.day} {day:%B %Y} – {sentence(rng, 20)}",
            "body": "\n".join(f"<p>{sentence(rng, 40)}</p>" for _ in range(paragraphs)),
            "former": [f"/node/{number}"],
        }


def write(file: Path, count: int, *, paragraphs: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        for row in rows(count, paragraphs=paragraphs):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
