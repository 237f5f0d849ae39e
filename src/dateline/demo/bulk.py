"""Generated news, put into a newsroom: quietly, a batch at a time, as an import is."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Q

from dateline.demo.generated import Terms, Text, texts
from dateline.record.rows import Approved
from dateline.releases.compose import compose
from dateline.releases.lifecycle import take_in
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.models import Office, ReleaseType, Topic, TreeTerm

BATCH = 100  # a transaction holds SQLite's one write lock: an editor's autosave waits for it
SOURCE = "sample:"  # what a generated release says of where it is from
NAMESPACE = uuid.UUID("0c0f6b51-54a4-4d0b-8f6e-7f7a4c7a2d5e")

T = TypeVar("T")
Tree = TypeVar("Tree", bound=TreeTerm)
Progress = Callable[[int, int], None]


class Lists:
    """The newsroom's own terms by slug; those under which others stand, and closed ones, are no one's choice."""

    def __init__(self, now: datetime) -> None:
        self.types = {one.slug: one for one in ReleaseType.objects.all()}
        self.offices = {one.slug: one for one in open_leaves(Office, now)}
        self.topics = {one.slug: one for one in open_leaves(Topic, now)}

    def terms(self) -> Terms:
        return Terms(tuple(self.types), tuple(self.offices), tuple(self.topics))


def open_leaves(model: type[Tree], now: datetime) -> Iterable[Tree]:
    return model._default_manager.filter(Q(closed_on=None) | Q(closed_on__gt=now.date()), merged_into=None, children=None)


def generated() -> int:
    """How many generated releases there are: the seed of the next ones, so that those are others."""
    return int(Release.objects.filter(source__startswith=SOURCE).count())


def add(count: int, *, now: datetime, progress: Progress | None = None) -> None:
    """Put in exactly `count`; what is in when it is interrupted stays, and the next call goes on with others."""
    lists, done = Lists(now), 0
    made = texts(count, lists.terms(), seed=str(generated()), until=now)
    for batch in batches(made, BATCH):
        releases = [release_of(text, lists) for text in batch]
        take_in(releases, [approved(release, text) for release, text in zip(releases, batch, strict=True)])
        done += len(batch)
        if progress:
            progress(done, count)


def batches(rows: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def release_of(text: Text, lists: Lists) -> Release:
    name = f"{text.story}/{text.language}"
    words, speaker, role = text.quotation
    release = Release(
        uuid=uuid.uuid5(NAMESPACE, name),
        source=f"{SOURCE}{name}",
        story=uuid.uuid5(NAMESPACE, text.story),
        original=text.original,
        language=text.language,
        type=lists.types.get(text.type),
        title=text.title,
        dateline=text.dateline,
        lead=text.lead,
        zone="UTC",
    )
    first, *rest = text.body
    quotation = ("quotation", {"words": words, "speaker": speaker, "role": role})
    release.body = [("text", first), quotation, ("text", "".join(rest))]
    release.release_offices = [ReleaseOffice(office=lists.offices[slug], sort_order=order) for order, slug in enumerate(text.offices)]
    release.release_topics = [ReleaseTopic(topic=lists.topics[slug], sort_order=order) for order, slug in enumerate(text.topics)]
    return release


def approved(release: Release, text: Text) -> Approved:
    """Without a reference number, which an institution gives to its own."""
    return Approved(
        release_uuid=release.uuid,
        story=release.story,
        original=release.original,
        content=compose(release),
        published_on=text.published_at.date(),
        published_at=text.published_at,
    )
