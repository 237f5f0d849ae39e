"""Two worlds, one with a release that is never public: every public answer is the same byte for byte, status and headers included.

The hidden release has an office, a topic, a content type, a language and words of its own, lives through every editorial act short
of publication, and even sits in the middle of public ones. Nobody has to think of what could leak: whatever differs, leaks.
"""

import os
import random
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tantivy
import time_machine
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from dateline.media import intake
from dateline.media.models import Attachment, Picture, Rendition
from dateline.record import ids
from dateline.record.erase import NothingToErase
from dateline.record.models import Counters, Item, Kind, State
from dateline.record.spellings import MARK
from dateline.releases import lifecycle, schedule, ticking, translate
from dateline.releases.models import Release
from dateline.search import finder, index
from dateline.site.models import Newsroom as Settings
from dateline.site.surfaces import SURFACES
from dateline.vocabularies.models import Contact, FormerName, FormerSlug
from tests import conftest, files
from tests.newsroom import Newsroom
from tests.stories.test_media import dressed

SCRIPTS = int(os.environ.get("TWIN_SCRIPTS", "5"))
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOPICS, OFFICES, TYPES = ["Policing", "Floods", "Law"], ["Bar", "Astana"], ["News", "Press release"]
WORDS = ["river", "border", "training", "council", "boats", "market"]
HIDDEN = {
    "title": "Quokkaville agreement signed",
    "lead": "The quokka text.",
    "topics": ["Quokkas", "Policing"],
    "offices": ["Quokkaville", "Bar"],
}
ACTS = ["edit", "correct", "withdraw", "retract", "restore", "again", "translate", "picture", "expire", "erase"]
EDITS = ("edit", "again", "correct", "picture")
MAX_PAGES = 200 if SCRIPTS <= 5 else 450  # the guesses come first


@dataclass
class World:
    """One newsroom that lives a script; only one of the two holds the hidden release."""

    newsroom: Newsroom
    hiding: bool
    releases: list[Release] = field(default_factory=list)
    hidden: Release | None = None

    def live(self, seed: int, clock: time_machine.Traveller) -> None:
        """The same acts at the same moments in both worlds; what is hidden happens in between, in one."""
        rng = random.Random(seed)
        for _ in range(rng.randint(8, 14)):
            clock.shift(timedelta(minutes=rng.randint(1, 600)))
            act = rng.choice(["publish", "publish", "publish", *ACTS])
            self.act(act, random.Random(rng.random()))
            ticking.tick()  # in both worlds: an end that has come again since is nothing hidden
            secret = random.Random(rng.random())
            if self.hiding:
                self.act_hidden(secret)
        self.newsroom.settle()

    def act(self, act: str, rng: random.Random) -> None:
        if act == "publish" or not self.releases:
            self.publish(rng)
            return
        release = Release.objects.get(pk=rng.choice(self.releases).pk)
        if act == "withdraw" and release.live:
            self.newsroom.withdraw(release, reason=f"It named the wrong {rng.choice(WORDS)}.")
        elif act == "retract" and release.live:
            self.newsroom.withdraw(release, reason=f"There was no {rng.choice(WORDS)}.", kind=Kind.RETRACTED)
        elif act == "restore" and self.newsroom.item(release).state == State.WITHDRAWN:
            self.newsroom.restore(release)
        elif act in EDITS and self.newsroom.item(release).state not in (State.RETRACTED, State.ERASED):
            self.edit(act, release, rng)
        elif act == "expire" and release.live:
            Release.objects.filter(pk=release.pk).update(expire_at=timezone.now())
            assert ticking.tick() == 1
        elif act == "erase" and self.newsroom.item(release).state != State.ERASED:
            self.erase(release, rng)
        elif act == "translate" and not self.is_told_in_french(release):
            self.publish(rng, language="fr", story=release.story)

    def edit(self, act: str, release: Release, rng: random.Random) -> None:
        release.lead = release.lead if act == "again" else f"{release.lead} And {rng.choice(WORDS)}."
        if act == "correct":
            release.change_kind, release.change_note = "correction", f"It was the {rng.choice(WORDS)}."
        if act == "picture":  # an erasure may have taken one of them
            dressed(release, *Picture.objects.filter(title="Gauge"), *Attachment.objects.filter(title="Budget"))
        self.newsroom.publish(release)

    def erase(self, release: Release, rng: random.Random) -> None:
        """A word of it by law; now and then all of it."""
        word = "" if rng.random() < 0.3 else release.title.split()[-1]
        if word == MARK:
            return
        with suppress(NothingToErase):  # the word went before
            lifecycle.erase(self.newsroom.item(release).public_id, words=word, note="By order of a court.")

    def is_told_in_french(self, release: Release) -> bool:
        """A story is public once in each language."""
        return any(one.language == "fr" for one in self.releases if one.story == release.story)

    def publish(self, rng: random.Random, **extra: Any) -> None:
        words = " ".join(rng.choice(WORDS) for _ in range(4))
        release = self.newsroom.draft(
            f"The {words}",
            lead=f"BAR, 2 March 2026 – {words}.",
            type=rng.choice(["", *TYPES]),
            topics=rng.sample(TOPICS, rng.randint(0, 2)),
            offices=rng.sample(OFFICES, rng.randint(0, 2)),
            **extra,
        )
        self.newsroom.publish(release)
        self.releases.append(release)

    def act_hidden(self, rng: random.Random) -> None:
        """Written, edited, put beside a public story, looked at; never public."""
        if self.hidden is None:
            story = rng.choice(self.releases).story if self.releases and rng.random() < 0.5 else None
            self.hidden = self.newsroom.draft(type="Quokka notice", language="fa", story=story, **HIDDEN)
            call(self.newsroom, "Quokkaville")
            self.hide_more()
            return
        if rng.random() < 0.5:
            self.plan_an_update(rng)
        release = Release.objects.get(pk=self.hidden.pk)
        release.lead = f"{release.lead} {rng.choice(WORDS)} quokka"
        release.save_revision(user=self.newsroom.editor())
        if rng.random() < 0.6:  # with an hour that the script never reaches, and may be called off
            schedule.schedule(release, by=self.newsroom.editor(), at=timezone.now() + timedelta(days=rng.randint(20, 90)))
        elif rng.random() < 0.5:
            schedule.cancel(release, by=self.newsroom.editor())
        ticking.tick()
        if rng.random() < 0.3:
            index.rebuild()

    def plan_an_update(self, rng: random.Random) -> None:
        """Words, a picture and a document in a newer draft of a public release; sometimes with an hour that never comes."""
        public = [one for one in self.releases if Release.objects.get(pk=one.pk).live]
        if not public:
            return
        text = Release.objects.get(pk=rng.choice(public).pk).get_latest_revision_as_object()
        text.lead, text.change_kind, text.change_note = f"The quokka {rng.choice(WORDS)}.", "correction", "It was a quokka."
        text.expire_at = None  # an end that has passed would keep it
        dressed(text, Picture.objects.get(title="Quokka"), Attachment.objects.get(title="Quokka budget"))
        if rng.random() < 0.5:
            text.save_revision(user=self.newsroom.editor())
        else:
            schedule.schedule(text, by=self.newsroom.editor(), at=timezone.now() + timedelta(days=rng.randint(20, 90)))

    def hide_more(self) -> None:
        """A translation begun of the hidden release and one of a public one; a hidden topic with a name and an address of before."""
        assert self.hidden is not None
        for source in [self.hidden, *self.releases[-1:]]:
            if "ps" not in translate.languages_of(source):
                translate.begin(Release.objects.get(pk=source.pk), "ps", by=self.newsroom.editor())
        own = intake.picture(files.jpeg(96, 64), "a.jpg", title="Quokka", alt="A quokka.")
        dressed(self.hidden, own, intake.attachment(files.pdf(1), "a.pdf", title="Quokka budget"))
        self.hidden.save_revision(user=self.newsroom.editor())
        FormerName.objects.create(facet="topic", key="quokkas", labels={"en": "Quokka people"}, until_on="2026-01-01")
        FormerSlug.objects.create(facet="topic", slug="quokka-people", key="quokkas")

    def secrets(self) -> list[str]:
        """The addresses that files of hidden texts have or will have: of the hidden release, and of a draft of each public one."""
        counters = Counters.objects.get()
        upcoming = ids.public_id(counters.secret, counters.sequence + 1, taken=lambda one: Item.objects.filter(public_id=one).exists())
        numbers = [upcoming, *(self.newsroom.item(one).public_id for one in self.releases)]
        files = [(one.sha256, f"quokka-{one.filter_spec}.jpg") for one in Rendition.objects.filter(image__title="Quokka")]
        files += [(one.sha256, "quokka-budget.pdf") for one in Attachment.objects.filter(title="Quokka budget")]
        return [f"/files/{ids.file_token(counters.secret, sha256, number)}/{name}" for sha256, name in files for number in numbers]

    def answers(self, secrets: Sequence[str] = ()) -> dict[str, tuple[int, dict[str, str], bytes]]:
        """Every public address that can be reached or guessed, and what it says."""
        found: dict[str, tuple[int, dict[str, str], bytes]] = {}
        waiting = [*guesses(), *secrets]
        while waiting and len(found) < MAX_PAGES:
            path = waiting.pop(0)
            if path in found:
                continue
            response = self.newsroom.get(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            found[path] = (response.status_code, dict(response.items()), body)
            links = re.findall(rb'(?:href|action|src)="(/[^"#]*)"', b"" if response.streaming else body)
            waiting += [link.decode().replace("&amp;", "&") for link in links if not link.startswith((b"/static", b"/desk"))]
        return found


def guesses() -> Iterator[str]:
    """What somebody who suspects would try; every registered kind of address is among them."""
    for prefix in ("", "/fr"):
        yield from (
            f"{prefix}{path}" for path in ("/", "/news/", "/topics/", "/archive/", "/styleguide/", "/news.json", "/news.csv", "/nowhere/")
        )
        yield from (f"{prefix}/contacts/", f"{prefix}/accessibility/", f"{prefix}/ref/PR-2026-001", f"{prefix}/ref/PR-2026-004")
        for slug in ("quokkas", "quokka-people", "policing"):
            yield from (
                f"{prefix}/topics/{slug}/",
                f"{prefix}/news/?topic={slug}",
                f"{prefix}/news.json?topic={slug}",
                f"{prefix}/news/?-topic={slug}",
            )
        for slug in ("quokkaville", "bar"):
            yield from (f"{prefix}/offices/{slug}/", f"{prefix}/news/?office={slug}", f"{prefix}/news.csv?office={slug}")
        yield from (
            f"{prefix}/news/?type=quokka-notice",
            f"{prefix}/news/?language=fa",
            f"{prefix}/news.json?language=fa",
            f"{prefix}/news/?language=any",
        )
        yield from (
            f"{prefix}/news/?q=quokka",
            f"{prefix}/news.json?q=quokka",
            f"{prefix}/news/?q=river",
            f"{prefix}/news/?q=title:agreement",
            f"{prefix}/news/?q=quoka",
        )
        yield from (f"{prefix}/suggest.json?q={typed}" for typed in ("quok", "quokka+people", "ri", "agreem", "poli"))
        yield from (
            f"{prefix}/news/?from=2026&to=2026",
            f"{prefix}/news/?page=2",
            f"{prefix}/news/0000000000/",
            *(f"{prefix}/news/0000000000.{form}" for form in ("json", "txt", "bib", "ris")),
            f"{prefix}/news/0000000000/quokkas/editions/1/",
            f"{prefix}/news/0000000000/quokkas/editions/2/changes/1/",
            f"{prefix}/corrections/",
            f"{prefix}/corrections/?page=2",
        )
    yield from ("/health/live", "/health/ready", "/look.css", "/news.rss", "/ref/PR-2026-001", "/files/abc/budget.pdf")


Answers = dict[str, tuple[int, dict[str, str], bytes]]


def lived(template: Path, folder: Path, seed: int, *, hiding: bool, secrets: Sequence[str] = ()) -> tuple[Answers, list[str]]:
    """What a world answers at the end of its script, and the addresses of files that nobody is told."""
    conftest.copy(template, folder)
    with time_machine.travel(START, tick=False) as clock:
        for newsroom in conftest.opened(folder):
            set_up(newsroom)
            world = World(newsroom, hiding)
            world.live(seed, clock)
            if hiding:
                assert world.hidden is not None and not Release.objects.get(pk=world.hidden.pk).live
                secrets = world.secrets()
            return world.answers(secrets), list(secrets)
    raise AssertionError("no newsroom was opened")


def set_up(newsroom: Newsroom) -> None:
    newsroom.editor()
    intake.picture(files.jpeg(120, 80), "a.jpg", title="Gauge", alt="A gauge.")
    intake.attachment(files.pdf(2), "a.pdf", title="Budget")
    for facet, labels in (("topic", TOPICS), ("office", OFFICES), ("type", TYPES)):
        for label in labels:
            newsroom.term(facet, label)
    Settings(name="Newsroom", reference_pattern="PR-{year}-{n:03}").save()
    for label in OFFICES:
        call(newsroom, label)


def call(newsroom: Newsroom, office: str) -> None:
    Contact.objects.create(office=newsroom.term("office", office), name=f"Press desk of {office}", telephone="+43 1 555 0142")


def differences(one: Answers, other: Answers) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_a_hidden_release_changes_no_public_byte(seed: int, template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        with_hidden, secrets = lived(template, tmp_path / "with", seed, hiding=True)
        without, _ = lived(template, tmp_path / "without", seed, hiding=False, secrets=secrets)
    assert len(without) > 60 and len(secrets) >= 12 and {without[path][0] for path in secrets} == {404}
    assert differences(without, with_hidden) == []
    assert not [path for path, (_, _, body) in with_hidden.items() if b"uokka" in body.replace(path.encode(), b"") and "uokka" not in path]


def test_a_planted_leak_is_seen(
    template: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = finder.stand

    def leaking(engine: Any) -> finder.Ground:
        """A count that sees drafts: an unpublished term is taken for a public one."""
        ground = honest(engine)
        drafts = {row.topic.key: 1 for release in Release.objects.filter(live=False) for row in release.release_topics.all()}
        return finder.Ground(
            ground.position, ground.vocabularies, {**ground.public, "topic": {**drafts, **ground.public["topic"]}}, ground.without
        )

    monkeypatch.setattr(finder, "stand", leaking)
    with django_db_blocker.unblock():
        without, _ = lived(template, tmp_path / "without", 1, hiding=False)
        with_hidden, _ = lived(template, tmp_path / "with", 1, hiding=True)
    assert "/news/?topic=quokkas" in differences(without, with_hidden)


def test_every_registered_kind_of_address_is_asked() -> None:
    asked = set(guesses())
    shapes = {
        "home": "/",
        "listing": "/news/",
        "listing-form": "/news.json",
        "suggest": "/suggest.json?q=quok",
        "release": "/news/0000000000/",
        "release-form": "/news/0000000000.json",
        "edition": "/news/0000000000/quokkas/editions/1/",
        "difference": "/news/0000000000/quokkas/editions/2/changes/1/",
        "corrections": "/corrections/",
        "office": "/offices/bar/",
        "topics": "/topics/",
        "topic": "/topics/policing/",
        "archive": "/archive/",
        "styleguide": "/styleguide/",
        "accessibility": "/accessibility/",
        "file": "/files/abc/budget.pdf",
        "contacts": "/contacts/",
        "reference": "/ref/PR-2026-001",
        "look": "/look.css",
        "live": "/health/live",
        "ready": "/health/ready",
    }
    assert set(shapes) == set(SURFACES) and set(shapes.values()) <= asked


def frequency(newsroom: Newsroom, word: str) -> int:
    """In how many documents of the index on disk a word still stands, live or deleted."""
    opened = tantivy.Index.open(str(index.live_folder()))
    return int(opened.searcher().doc_freq("text", f"en:{word}"))


def test_a_withdrawn_word_leaves_the_index(newsroom: Newsroom) -> None:
    release = newsroom.published("Quokka census")
    assert frequency(newsroom, "quokka") == 1
    newsroom.withdraw(release)
    assert newsroom.find("q=quokka")["total"] == 0
    index.rebuild()
    assert frequency(newsroom, "quokka") == 0
