"""Taking an import back: what it brought is withdrawn without a word to anybody, what it changed says again what it said before.

Both are acts of the operator's, quiet as the import was. docs/adr/0008 says why a withdrawal.
"""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from dateline.record import publish as record
from dateline.record.content import Content
from dateline.record.models import Change
from dateline.record.publish import Approved
from dateline.releases.lifecycle import take_in, take_offline
from dateline.releases.models import Release


def withdraw(release: Release, *, reason: str) -> Change:
    """Take down what an import brought, quietly; an import may bring it again. Raises RecordError for what is not public."""
    with transaction.atomic():
        take_offline(release)
        Release.objects.filter(pk=release.pk).update(source_digest="")  # so that the same row is no row that is in already
        log(instance=release, action="dateline.withdraw", data={"reason": reason})
        return record.withdraw(release.uuid, reason=reason, quiet=True)


def return_to(release: Release, revision: Revision, content: Content, *, source_digest: str) -> Release:
    """A new edition that says what an earlier one said, quietly, with the version behind it live again."""
    text: Release = revision.as_object()
    text.source_digest = source_digest
    text.change_note = ""
    take_in([text], [Approved(release.uuid, release.story, content, release.original)])
    return text
