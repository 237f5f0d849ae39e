"""A due time: what was held goes out, what has had its time is taken down. One transaction for each, never early, never twice.

No lock besides the release's own row: state and time are looked at again inside the transaction, so two clocks cannot do one thing
twice. What fails is parked with its reason, and the others go out.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from dateline.record import publish as record
from dateline.record.content import Content, Term
from dateline.record.models import Kind
from dateline.releases import hours
from dateline.releases.checks import NotReady, problems
from dateline.releases.compose import approved, compose
from dateline.releases.hold import NOTHING_HELD, zone_of
from dateline.releases.lifecycle import take_offline
from dateline.releases.models import ChangeKind, Outcome, Release, say_nothing_twice
from dateline.vocabularies import lists
from dateline.vocabularies.lists import Vocabularies, Vocabulary

DOWN_TIME = timedelta(minutes=15)  # later than this, and an editor may want to be asked
PUBLISH, EXPIRE = "publish", "expire"
WORDS = ("body", "lead", "notes", "subtitle")  # they stand in the prepared text; read again only when it is composed again

logger = logging.getLogger("dateline.clock")


class TooLate(RuntimeError):
    """It was due while no clock ran, and DATELINE_AFTER_DOWNTIME says to ask."""


@dataclass(frozen=True, slots=True)
class Due:
    """One act of the clock."""

    at: datetime
    release_pk: int
    act: str


def held() -> Q:
    return Q(go_live_at__isnull=False) & ~Q(prepared="")


def ending() -> Q:
    return Q(expire_at__isnull=False, live=True, parked="")


def due(now: datetime) -> list[Due]:
    """What is due, in the order of its time: what goes out before what is taken down."""
    out = Release.objects.filter(held(), go_live_at__lte=now).order_by("go_live_at", "pk").values_list("go_live_at", "pk")
    down = Release.objects.filter(ending(), expire_at__lte=now).order_by("expire_at", "pk").values_list("expire_at", "pk")
    return [*(Due(at, pk, PUBLISH) for at, pk in out if at), *(Due(at, pk, EXPIRE) for at, pk in down if at)]


def next_due() -> datetime | None:
    """The earliest time at which there is something to do."""
    out = Release.objects.filter(held()).order_by("go_live_at").values_list("go_live_at", flat=True).first()
    down = Release.objects.filter(ending()).order_by("expire_at").values_list("expire_at", flat=True).first()
    return min((at for at in (out, down) if at), default=None)


@dataclass(frozen=True, slots=True)
class Round:
    """What several strokes need, read at once: the rows, the revisions that wait, what terms are called now.

    Nothing is trusted for having been read here: the stroke's transaction changes the row only if it is still as it was.
    """

    rows: dict[int, Release]
    revisions: dict[int, int]
    called: Vocabularies

    @classmethod
    def read(cls, due: Sequence[Due]) -> "Round":
        pks = [one.release_pk for one in due]
        waiting = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Release), object_id__in=map(str, pks), approved_go_live_at__isnull=False
        )
        revisions = {int(release): pk for release, pk in waiting.values_list("object_id", "pk")}
        return cls(Release.objects.defer(*WORDS).in_bulk(pks), revisions, lists.read())


def strike(one: Due, now: datetime, around: Round | None = None) -> Outcome | None:
    """Do it if it is still to be done. None when somebody else has, or when the database was too busy: it is due again at once."""
    try:
        return ACTS[one.act](one, now, around or Round.read([one]))
    except OperationalError as error:
        logger.warning("The database is busy (%s); release %s waits for the next look.", error, one.release_pk)
        return None
    except Exception as error:  # noqa: BLE001  whatever is wrong with one release, the others go out
        return park(one, why(error))


def is_due(one: Due) -> bool:
    """Whether it is still to be done: a look without a lock, for a second clock."""
    wanted = Q(held(), go_live_at=one.at) if one.act == PUBLISH else Q(ending(), expire_at=one.at)
    return bool(Release.objects.filter(wanted, pk=one.release_pk).exists())


def why(error: Exception) -> str:
    """The reason as an editor can read it."""
    return str(error) if isinstance(error, NotReady | record.RecordError | TooLate) else f"{type(error).__name__}: {error}"


def let_out(one: Due, now: datetime, around: Round) -> Outcome | None:
    """As few questions as it takes, for hundreds may be due at one second; none of them inside the transaction."""
    release, revision_pk = around.rows.get(one.release_pk), around.revisions.get(one.release_pk)
    if release is None or one.at > now or not is_due(one):
        return None
    refuse_late(release, one.at, now)
    if revision_pk is None:
        raise LookupError("the version that was to go out is no longer there")
    first = release.first_published_at is None
    text = release if first else Revision.objects.get(pk=revision_pk).as_object()  # a first one's row is its text already
    ready = replace(approved(text, content_of(text, release.prepared, around.called)), published_at=one.at)
    with transaction.atomic():
        if not claim(release, revision_pk, one.at):
            transaction.set_rollback(True)
            return None
        if not first:
            set_live(text, revision_pk, one.at)
        record.publish(ready)
        return Outcome.objects.create(release_id=release.pk, act=PUBLISH, due_at=one.at, done_at=timezone.now())


def live_since(release: Release, revision_pk: int, at: datetime) -> dict[str, Any]:
    return {
        **NOTHING_HELD,
        "live": True,
        "expired": False,
        "parked": "",
        "has_unpublished_changes": release.latest_revision_id != revision_pk,
        "live_revision_id": revision_pk,
        "first_published_at": release.first_published_at or at,
        "last_published_at": at,
        "change_kind": ChangeKind.UPDATE,
        "change_note": "",
    }


def claim(release: Release, revision_pk: int, at: datetime) -> bool:
    """Make the row live, if it waits as it did when it was read: whoever changes it first has the stroke."""
    waits = Release.objects.filter(held(), pk=release.pk, go_live_at=at, prepared_at=release.prepared_at)
    approval = Revision.objects.filter(pk=revision_pk, approved_go_live_at__isnull=False)
    return bool(waits.update(**live_since(release, revision_pk, at)) and approval.update(approved_go_live_at=None))


def set_live(text: Release, revision_pk: int, at: datetime) -> None:
    """The live row says what the edition says."""
    if text.change_note or text.change_kind != ChangeKind.UPDATE:
        say_nothing_twice(Revision.objects.get(pk=revision_pk))
    for name, value in live_since(text, revision_pk, at).items():
        setattr(text, name, value)
    text.save()


def note(outcomes: Sequence[Outcome]) -> None:
    """Lines of the releases' histories, as Wagtail writes them, but all at once and after the fact."""
    about = ContentType.objects.get_for_model(Release)
    titles = dict(Release.objects.filter(pk__in=[one.release_id for one in outcomes]).values_list("pk", "title"))
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=about,
            object_id=str(one.release_id),
            label=titles.get(one.release_id, ""),
            action="wagtail.publish" if one.act == PUBLISH else "dateline.expire",
            timestamp=one.done_at,
        )
        for one in outcomes
        if one.done_at
    )


def refuse_late(release: Release, at: datetime, now: datetime) -> None:
    """Raise TooLate for what was due in a down-time, where the operator wants editors to be asked."""
    if settings.AFTER_DOWNTIME == "hold" and now - at > DOWN_TIME:
        zone = zone_of(release)
        raise TooLate(
            f"It was due at {hours.everywhere(at, zone)[0]}, but this newsroom's worker did not run until "
            f"{hours.everywhere(now, zone)[0]}. Publish it now, or give it another time."
        )


def content_of(text: Release, prepared: str, called: Vocabularies) -> Content:
    """What was prepared; composed again when a term it names is called something else since. Raises NotReady."""
    content = Content.read(prepared)
    if all(is_called(term, called[facet], content.language) for facet, term in named(content)):
        return content
    if found := problems(text):
        raise NotReady(found)
    return compose(text)


def named(content: Content) -> Iterator[tuple[str, Term]]:
    if content.type:
        yield "type", content.type
    yield from (("office", office) for office in content.offices)
    yield from (("topic", topic) for topic in content.topics)


def is_called(term: Term, known: Vocabulary, language: str) -> bool:
    entry = known.by_key.get(term.key)
    return entry is not None and entry.merged_into is None and (entry.slug, entry.label(language)) == (term.slug, term.label)


def take_down(one: Due, now: datetime, around: Round) -> Outcome | None:
    with transaction.atomic():
        release = Release.objects.select_for_update().filter(ending(), pk=one.release_pk, expire_at=one.at, expire_at__lte=now).first()
        if release is None:
            return None
        take_offline_for_now(release)
        record.withdraw(release.uuid, kind=Kind.EXPIRED)
        return Outcome.objects.create(release=release, act=EXPIRE, due_at=one.at, done_at=timezone.now())


def take_offline_for_now(release: Release) -> None:
    """Down; but an update that waits for a later hour goes on waiting, and will bring it back."""
    waiting = {name: getattr(release, name) for name in NOTHING_HELD}
    approvals = dict(release.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at"))
    take_offline(release)
    Release.objects.filter(pk=release.pk).update(**waiting, expired=True)
    for pk, at in approvals.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=at)


ACTS: dict[str, Callable[[Due, datetime, Round], Outcome | None]] = {PUBLISH: let_out, EXPIRE: take_down}


def park(one: Due, reason: str) -> Outcome | None:
    """Set aside what failed: unlocked, so that an editor can put it right, and told. Once, however many clocks saw it fail."""
    logger.error("Release %s was due at %s and is parked: %s", one.release_pk, one.at, reason)
    changed = NOTHING_HELD if one.act == PUBLISH else {}
    with transaction.atomic():
        release = Release.objects.select_for_update().filter(pk=one.release_pk).first()
        if release is None or not is_due(one):
            return None
        Release.objects.filter(pk=release.pk).update(**changed, parked=reason)
        if one.act == PUBLISH:
            release.revisions.update(approved_go_live_at=None)
        return Outcome.objects.create(release=release, act=one.act, due_at=one.at, problem=reason)
