"""Legal erasure above the wall: the live row, every version and the desk's own log lose what the record loses.

What is stored in files goes when nothing else uses it. `sweeping.sweep` comes after the commit.
"""

import json
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from wagtail.models import ModelLogEntry, Revision

from dateline.media.models import Attachment, Picture
from dateline.record.content import canonical
from dateline.record.erase import NOT_WORDS, left_of
from dateline.record.models import Edition
from dateline.record.spellings import MARK, Spellings, replaced, written
from dateline.releases.erased_files import drop, files_of, hashes, stored, take_out, versions_of, without
from dateline.releases.erased_rows import KEPT, Change, Cleared, cleaned, text_fields
from dateline.releases.hold import NOTHING_HELD
from dateline.releases.models import Release

SAID_OF_FILES = ("title", "alt", "caption", "credit", "licence", "licences", "description")


def words(release: Release, gone: Spellings) -> Cleared:
    """Take words out of the live row, of every version, of what is said of its files, and of the desk's log."""
    done = Cleared()

    def change(text: str, key: str) -> str:
        return text if key in NOT_WORDS or key in KEPT else gone.without(text)

    done.versions = sum(rewritten(revision, change) for revision in versions_of(release))
    done.rows += int(cleaned_row(release, change, gone))
    for model, pks in files_of(release).items():
        for one in model._default_manager.filter(pk__in=pks):
            done.rows += int(cleaned(one, SAID_OF_FILES, change))
            done.entries += sum(cleaned(entry, ("label", "data"), change) for entry in ModelLogEntry.objects.for_instance(one))
    done.entries += sum(cleaned(entry, ("label", "data"), change) for entry in ModelLogEntry.objects.for_instance(release))
    for outcome in release.outcomes.all():
        cleaned(outcome, ("problem",), change)
    forget_sessions(lambda text: bool(gone.held_by(text)))
    return done


def file(release: Release, sha256: str) -> tuple[Cleared, str]:
    """Take a picture or an attachment out of the row and every version; its bytes go when nothing else uses it.

    Returns with it the SHA-256 by which editions know it: an original is never in one.
    """
    done, chosen = Cleared(), stored(sha256)
    if chosen is None:
        return done, sha256
    done.versions = sum(rewritten(revision, lambda text, key: text, chosen) for revision in versions_of(release))
    done.rows += int(take_out(release, chosen))
    known = next(iter(hashes(chosen) - {chosen.sha256}), sha256) if isinstance(chosen, Picture) else sha256
    drop(chosen, release, done)
    return done, known


def everything(release: Release) -> Cleared:
    """Leave a row that says nothing but that there was something, with one version that says the same."""
    done = Cleared(rows=1, versions=release.revisions.count())
    used = [one for model, pks in files_of(release).items() for one in model._default_manager.filter(pk__in=pks)]
    done.entries = sum(cleaned(entry, ("label", "data"), lambda text, key: MARK) for entry in ModelLogEntry.objects.for_instance(release))
    for name in ("release_pictures", "release_attachments", "release_topics", "outcomes"):
        getattr(release, name).all().delete()
    Release.objects.filter(pk=release.pk).update(live_revision=None, latest_revision=None, **NOTHING_HELD)
    versions_of(release).delete()
    empty = Release.objects.get(pk=release.pk)
    for one in text_fields(empty):
        setattr(empty, one.name, [] if isinstance(one, models.JSONField) else "")
    empty.title, empty.body, empty.type, empty.live, empty.has_unpublished_changes = MARK, [], None, False, False
    empty.save()
    empty.save_revision(log_action=False, changed=False)
    for chosen in used:
        drop(chosen, empty, done)
    forget_sessions(lambda text: bool(release.title) and release.title in text)
    return done


def rewritten(revision: Revision, change: Change, chosen: Picture | Attachment | None = None) -> bool:
    """Write what is left of one version. Whether anything had to go."""
    content = replaced(without(revision.content, chosen) if chosen else revision.content, change)
    title = change(revision.object_str, "title")
    if "title" in content and content["title"] != revision.content.get("title"):
        content["title_lower"] = content["title"].lower()
    if (content, title) == (revision.content, revision.object_str):
        return False
    Revision.objects.filter(pk=revision.pk).update(content=content, object_str=title)
    return True


def cleaned_row(release: Release, change: Change, gone: Spellings) -> bool:
    """The live row, what is held for the hour, and the rows beside it."""
    stored_row = Release.objects.get(pk=release.pk)
    found = cleaned(stored_row, ["body", *(one.name for one in text_fields(stored_row))], change)
    if stored_row.prepared:
        held = left_of(json.loads(stored_row.prepared), gone, ())
        Release.objects.filter(pk=release.pk).update(prepared=canonical(held))
    for row in stored_row.release_pictures.all():
        found = cleaned(row, ("alt", "caption"), change) or found
    return found


def forget_sessions(holds: Callable[[str], bool]) -> None:
    """A message that somebody has not read yet may name the title: whoever has such a one signs in again."""
    for session in Session.objects.iterator():
        if holds(json.dumps(session.get_decoded(), ensure_ascii=False)):
            session.delete()


def elsewhere(release: Release | None, gone: Spellings) -> tuple[list[str], int]:
    """Ids of other items that hold the words, and how many other releases do at the desk: each is erased by itself."""
    own = Q(item__release_uuid=release.uuid) if release else Q(pk=None)
    near = Q()
    for way in written(gone.words.split()[0]):
        near |= Q(content__contains=way)
    editions = Edition.objects.filter(near).exclude(own).values_list("item__public_id", "content")
    rows = Release.objects.exclude(pk=release.pk if release else 0).values_list("title", "subtitle", "dateline", "lead", "notes")
    return sorted({one for one, text in editions if gone.held_by(text)}), sum(any(map(gone.held_by, row)) for row in rows)
