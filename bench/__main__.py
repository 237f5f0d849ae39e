"""`make bench`: every measurement, each into its own place in docs/developers/benchmarks.md. Name some to run those alone."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import backup, clock, finder, importing, pages

PAGE = Path(__file__).parents[1] / "docs" / "developers" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench` on two shared cores: ratios are firmer than absolutes. The everyday suite asserts no durations.
"""
BENCHES: dict[str, Callable[[], str]] = {
    "clock": clock.measured,
    "import": importing.measured,
    "backup": backup.measured,
    "finder": finder.measured,
    "pages": pages.measured,
}


def place(name: str, table: str) -> None:
    """Put a table between its markers, at the end of the page where it has none yet."""
    text = PAGE.read_text() if PAGE.exists() else HEAD
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    block = f"{begin}\n{table.strip()}\n\nMeasured on {datetime.now(UTC):%Y-%m-%d}.\n{end}"
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(found.sub(lambda _: block, text) if found.search(text) else f"{text.rstrip()}\n\n{block}\n")


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"There is no bench {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"{name} …", file=sys.stderr)
        table = BENCHES[name]()
        place(finder.PLACE if name == "finder" else name, table)
        print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
