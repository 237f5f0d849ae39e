"""What pages say to machines: each kind answers as it should, versions name each other, each item says what it is, no link is dead."""

import html
import re
from collections import defaultdict, deque
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest

from tests.gates.conftest import LANGUAGES, Sample
from tests.heads import ALTERNATE, alone, head, told_wrongly

STATUSES = {"not-found": 404, "bad-request": 400, "withdrawn": 410, "retracted": 410}
FIRST, *OTHERS = LANGUAGES.split(",")
PREFIXES = ["", *(f"/{tag}" for tag in OTHERS)]
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
SHOWN = re.compile(r"<(head|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
SPEAKS = ("text/html", "text/css")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_kind_of_page_answers_as_it_should(sample: Sample, prefix: str) -> None:
    answered = {name: sample.server.get(f"{prefix}{path}")[0] for name, path in sample.kinds.items()}
    assert answered == {name: STATUSES.get(name, 200) for name in sample.kinds}


def test_versions_of_a_story_name_each_other(sample: Sample) -> None:
    assert sum(len(set(ALTERNATE.findall(page))) > 1 for page in sample.items.values()) >= 30
    assert alone(sample.items, sample.server.base) == []


@pytest.mark.slow
def test_every_item_tells_what_it_is_in_words_of_schema_org(sample: Sample, shared: Path, tmp_path: Path) -> None:
    heads = [head(page) for page in sample.items.values()]
    assert told_wrongly(heads, shared, tmp_path) == (len(heads), "") and len(heads) >= 60


class Crawl:
    """Everything that leads on from the first page of each language, and what is wrong with it."""

    def __init__(self, sample: Sample) -> None:
        self.server = sample.server
        self.status: dict[str, int] = {}
        self.names: dict[str, set[str]] = {}  # the fragments of each page
        self.asked_from: dict[str, set[tuple[str, str]]] = defaultdict(set)  # path -> who links to it, with which fragment
        self.cookies: list[str] = []
        self.foreign: set[str] = set()
        self.stops: list[str] = []
        self.waiting = deque([f"{prefix}/" for prefix in PREFIXES])

    def run(self) -> None:
        while self.waiting:
            if (path := self.waiting.popleft()) not in self.status:
                self.ask(path)

    def ask(self, path: str) -> None:
        self.status[path], told, body = self.server.answer(path)
        headers = {name.lower(): value for name, value in told.items()}
        self.cookies += [path] if "set-cookie" in headers else []
        if self.status[path] in (301, 302):
            self.follow(path, headers["location"])
        if headers.get("content-type", "").startswith(SPEAKS):
            page = body.decode()
            self.names[path] = set(re.findall(r'\bid="([^"]+)"', page))
            self.stops += [path] if re.search(r"[^.]\.\.(?!\.)", html.unescape(SHOWN.sub("", page))) else []
            for link in LINK.findall(page):
                self.follow(path, html.unescape(link))

    def follow(self, path: str, link: str) -> None:
        """Of views those that choose one thing at most: all together have no end."""
        address = urljoin(f"{self.server.base}{path}", link)
        if not address.startswith(f"{self.server.base}/"):
            self.foreign |= {address} if address.startswith("http") else set()
            return
        parts = urlsplit(address.removeprefix(self.server.base))
        if parts.path.startswith("/desk/") or len(parse_qsl(parts.query, keep_blank_values=True)) > 1:
            return
        target = parts._replace(fragment="").geturl()
        self.asked_from[target].add((path, unquote(parts.fragment)))
        self.waiting.append(target)

    def dead(self) -> set[str]:
        """Links that lead to nothing; a page of what was withdrawn is something."""
        lost = {path for path, status in self.status.items() if status not in (200, 301, 302, 410)}
        found = {f"{path} from {source}" for path in lost for source, _ in sorted(self.asked_from[path])[:1]}
        for path, sources in self.asked_from.items():
            if self.status[path] == 200 and path in self.names:
                found |= {f"{path}#{name} from {source}" for source, name in sources if name and name not in self.names[path]}
        return found


@pytest.mark.slow
def test_no_link_is_dead_no_cookie_is_set_and_no_page_asks_elsewhere(sample: Sample) -> None:
    crawl = Crawl(sample)
    crawl.run()
    assert crawl.dead() == set() and crawl.cookies == [] and crawl.stops == []
    assert {path for path in sample.items if crawl.status.get(path) != 200} == set()
    assert len(crawl.status) > 2_000 and {one for one in crawl.foreign if ".example" not in urlsplit(one).netloc} == set()
