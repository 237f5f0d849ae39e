"""The sample newsroom: an invented organisation, its offices, people and news, put into an empty installation."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from dateline.demo.acts import Act, acts
from dateline.demo.media import Shelf, dress, shelf
from dateline.demo.texts import stories
from dateline.people.models import Assignment, Role, User
from dateline.record import publish as record
from dateline.record.models import Kind
from dateline.record.rows import Approved
from dateline.releases import schedule
from dateline.releases.compose import compose
from dateline.releases.lifecycle import take_in, take_offline
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.releases.text import dateline_words
from dateline.site.models import Newsroom, newsroom
from dateline.vocabularies.lists import MODELS
from dateline.vocabularies.models import Contact, Office, Term

SAMPLE = Path(__file__).parent / "newsroom.json"
PASSWORD = "lakes-and-rivers"  # noqa: S105 -- of the demo's invented people; printed when it starts
MAIL = "@ilro.example"
EDITOR = "lucie"  # who let the releases wait for their hour
WAIT_FOR_S = 10
NAMESPACE = uuid.UUID("6f2d6a52-6a0b-4e6e-9d55-0a4b8f8f4b11")

Terms = Mapping[str, Mapping[str, Term]]  # facet -> slug -> term
Progress = Callable[[int, int], None]


def load(*, progress: Progress | None = None) -> int:
    """Fill an empty newsroom, once. Returns how many releases were put in: 0 when there is something already."""
    if Release.objects.exists() or Newsroom.objects.exists():
        return 0
    sample = read()
    with transaction.atomic():
        organisation(sample["organisation"])
        terms = {facet: lists(facet, sample[name]) for facet, name in (("type", "types"), ("office", "offices"), ("topic", "topics"))}
        hashed = make_password(PASSWORD)  # once: it is slow on purpose
        people = {one["username"]: person(one, terms["office"], hashed) for one in sample["people"]}
        releases(sample["releases"], terms, people, progress)
    return len(sample["releases"])


def read() -> dict[str, Any]:
    """The organisation with its lists, people and releases, as the files have them."""
    sample: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return {**sample, "releases": [*sample["releases"], *stories()]}


def organisation(said: Mapping[str, Any]) -> None:
    Newsroom(
        name=said["name"],
        names=said["names"],
        short_name=said["short"],
        mark="demo/mark.svg",
        address=said["address"],
        about=said["about"],
        reference_pattern=said["reference_pattern"],
        corrections_policy=said["corrections_policy"],
        accessibility=said["accessibility"],
    ).save()


def lists(facet: str, entries: list[dict[str, Any]]) -> dict[str, Term]:
    """The terms of one list in the file's order; a parent stands before its children, a successor before whom it follows."""
    made: dict[str, Term] = {}
    for position, entry in enumerate(entries):
        term = MODELS[facet](slug=entry["slug"], key=entry["slug"], labels=entry["labels"], position=position)
        for tie in ("parent", "successor"):
            if entry.get(tie):
                setattr(term, tie, made[entry[tie]])
        for day in ("opened_on", "closed_on"):
            setattr(term, day, date.fromisoformat(entry[day]) if entry.get(day) else None)
        if isinstance(term, Office):
            term.zone, term.cities = entry.get("zone", ""), entry.get("cities", [])
            term.about = entry.get("about", {})
        term.save()
        if isinstance(term, Office):
            Contact.objects.bulk_create(Contact(office=term, position=n, **said) for n, said in enumerate(entry.get("contacts", [])))
        made[entry["slug"]] = term
    return made


def person(said: Mapping[str, Any], offices: Mapping[str, Term], hashed: str) -> User:
    first, _, last = said["name"].partition(" ")
    role = Role(said["role"])
    user = User(username=said["username"], email=said["email"], first_name=first, last_name=last, zone=said["zone"])
    user.is_superuser = user.is_staff = role == Role.ADMINISTRATOR
    user.password = hashed
    user.save()
    office = Office.objects.get(pk=offices[said["office"]].pk) if said["office"] else None
    Assignment.objects.create(user=user, office=office, role=role)
    return user


def releases(entries: list[dict[str, Any]], terms: Terms, people: Mapping[str, User], progress: Progress | None) -> None:
    """Everything that became public, act by act in the order of its time, then drafts."""
    kept = shelf()
    done = acts([one for one in entries if one["state"] == "public"])
    for number, act in enumerate(done, 1):
        do(act, terms, kept)
        if progress:
            progress(number, len(done))
    authors = list(people.values())
    for number, entry in enumerate(one for one in entries if one["state"] == "draft"):
        draft = written(entry, terms, kept)
        draft.author = authors[number % len(authors)]
        draft.save()
        draft.save_revision(user=draft.author, log_action=False)
    if soon := [one for one in entries if one["state"] == "soon"]:
        announce(soon, terms, kept, people[EDITOR])


def announce(entries: Sequence[Mapping[str, Any]], terms: Terms, kept: Shelf, editor: User) -> None:
    """What goes out some minutes from now, dated as of then."""
    now = timezone.now()
    for entry in entries:
        at = hour(now, entry["after_minutes"])
        words = dateline_words(entry["places"], at.astimezone(ZoneInfo(entry["zone"])).date(), entry["language"])
        release = written({**entry, "dateline": f"{words} "}, terms, kept)
        release.author = editor
        release.save()
        schedule.schedule(release, by=editor, at=at)


def hour(now: datetime, minutes: int) -> datetime:
    """That many minutes from now, rounded up to a time that a person can wait for, so that all versions share it."""
    at = now + timedelta(minutes=minutes)
    return at.replace(microsecond=0) + timedelta(seconds=-at.second % WAIT_FOR_S or WAIT_FOR_S)


def do(act: Act, terms: Terms, kept: Shelf) -> None:
    """Put one act into the record, and let the live row say the same."""
    if act.kind == Kind.PUBLISHED:
        release = written(act.entry, terms, kept)
        take_in([release], [approved(release, act.entry)], at=act.at)
        return
    release = Release.objects.get(uuid=uuid_of(act.entry))
    if act.kind in (Kind.WITHDRAWN, Kind.RETRACTED):
        take_offline(release)
        record.withdraw(release.uuid, reason=act.note, kind=act.kind, at=act.at)
        return
    for name, value in words(act.entry).items():
        setattr(release, name, value)
    ready = replace(approved(release, act.entry), kind=act.kind, note=act.note)
    take_in([release], [ready], quiet=False, at=act.at)


def uuid_of(entry: Mapping[str, Any]) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{entry['story']}/{entry['language']}")


def words(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an editor writes."""
    return {
        "title": entry["title"],
        "subtitle": entry.get("subtitle", ""),
        "dateline": entry.get("dateline", ""),
        "lead": entry["lead"],
        "body": [(block["type"], block["value"]) for block in entry["body"]],
        "notes": entry.get("notes", ""),
    }


def written(entry: Mapping[str, Any], terms: Terms, kept: Shelf) -> Release:
    release = Release(
        uuid=uuid_of(entry),
        story=uuid.uuid5(NAMESPACE, entry["story"]),
        original=entry["original"],
        language=entry["language"],
        type=terms["type"].get(entry["type"]) if entry["type"] else None,
        zone=entry["zone"],
        **words(entry),
    )
    release.release_offices = [ReleaseOffice(office=terms["office"][slug], sort_order=order) for order, slug in enumerate(entry["offices"])]
    release.release_topics = [ReleaseTopic(topic=terms["topic"][slug], sort_order=order) for order, slug in enumerate(entry["topics"])]
    dress(release, entry["story"], kept)
    return release


def approved(release: Release, entry: Mapping[str, Any]) -> Approved:
    at = datetime.fromisoformat(entry["published_at"])
    return Approved(
        release_uuid=release.uuid,
        story=release.story,
        original=release.original,
        content=compose(release),
        published_on=at.date(),
        published_at=at,
        pattern=newsroom().reference_pattern,
    )
