"""Taking an import back: what it brought is withdrawn without a word to anybody, what it changed says again what it said before.

Both are acts of the operator's, quiet as the import was. docs/adr/0008 says why a withdrawal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Revision

from dateline.record import publish as record
from dateline.record.content import Content
from dateline.record.models import Change
from dateline.record.rows import Approved
from dateline.releases import bulk
from dateline.releases.lifecycle import take_in
from dateline.releases.models import Release


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a release said before: its version, its edition's content, and the digest of its row in a file."""

    release: Release
    revision: Revision
    content: Content
    source_digest: str


def withdraw(releases: Sequence[Release], *, reason: str) -> list[Change]:
    """Take down what an import brought, quietly; an import may bring it again. Raises RecordError for what is not public."""
    with transaction.atomic():
        bulk.take_offline(releases)
        Release.objects.filter(pk__in=[one.pk for one in releases]).update(source_digest="")  # so that the same rows are not in already
        bulk.log(releases, "dateline.withdraw", {"reason": reason})
        return record.withdraw_many([one.uuid for one in releases], reason=reason, quiet=True)


def return_to(earlier: Sequence[Earlier]) -> list[Change]:
    """New editions that say what earlier ones said, quietly, with the versions behind them live again."""
    approved = [Approved(one.release.uuid, one.release.story, one.content, one.release.original) for one in earlier]
    return take_in([text_of(one) for one in earlier], approved)


def text_of(earlier: Earlier) -> Release:
    text: Release = earlier.revision.as_object()
    text.source_digest, text.change_note = earlier.source_digest, ""
    return text
