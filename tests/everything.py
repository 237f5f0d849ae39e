"""A newsroom that holds everything there is: what a move must carry, down to the last old revision."""

import json
import uuid
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask
from wagtail.users.models import UserProfile

from dateline.desk.merge import merge
from dateline.media import intake
from dateline.people.models import Role
from dateline.record.models import FormerAddress, Kind
from dateline.releases import lifecycle, schedule, translate
from dateline.releases.models import Outcome, Release, ReleaseAttachment, ReleasePicture
from dateline.site.models import Newsroom as Institution
from dateline.vocabularies.models import Contact, FormerName, Office, Topic
from tests import files
from tests.newsroom import Newsroom

HOUR = datetime(2099, 1, 1, 9, 0, 0, 123456, tzinfo=UTC)
ERASED = "Ana Bo"


def fill(newsroom: Newsroom) -> None:
    """Everything at once; the order is that of a newsroom's life."""
    lists(newsroom)
    pictured(newsroom)
    told_in_languages(newsroom)
    changed(newsroom)
    ended(newsroom)
    waiting(newsroom)
    approval(newsroom)
    gone(newsroom)
    newsroom.settle()


def lists(newsroom: Newsroom) -> None:
    Institution(name="Tarn", reference_pattern="PR-{year}-{n:03}", about={"fr": "Une maison.", "en": "A house."}).save()
    newsroom.term("office", "Bar", parent="Balkans")
    newsroom.term("office", "Astana")
    Office.objects.filter(slug="bar").update(zone="Europe/Podgorica", cities=["Bar"], about={"en": "In Bar."})
    Contact.objects.create(office=Office.objects.get(slug="bar"), name="Duty desk", telephone="+382 1", languages=["en", "fr"])
    newsroom.published("About floods", topics=["Floods"], offices=["Bar"], type="News")
    newsroom.published("About high water", topics=["High water", "Law"], type="Press release")
    with transaction.atomic():
        merge(Topic.objects.get(slug="floods"), Topic.objects.get(slug="high-water"))
    FormerName.objects.create(facet="office", key="bar", labels={"en": "Antivari"}, until_on=date(2020, 1, 1))


def pictured(newsroom: Newsroom) -> None:
    shot = intake.picture(files.telling(), "DSC_1.jpg", title="Gauge", alt="A gauge.", caption=f"Read by {ERASED}.", credit="Tarn")
    shot.tags.add("water", "été")
    paper = intake.attachment(files.pdf(3), "budget.pdf", title="Budget 2027", language="fr")
    release = newsroom.draft("With pictures", offices=["Bar"], lead=f"{ERASED} read the gauge.")
    release.release_pictures = [ReleasePicture(picture=shot, sort_order=0)]
    release.release_attachments = [ReleaseAttachment(attachment=paper, sort_order=0)]
    release.body = json.dumps([{"type": "picture", "value": {"picture": shot.pk, "alt": "", "caption": ""}, "id": str(uuid.uuid4())}])
    release.save()
    newsroom.publish(release)
    intake.picture(files.jpeg(700, 500), "unused.jpg", title="Nobody uses it")


def told_in_languages(newsroom: Newsroom) -> None:
    source = newsroom.published("Police trained in Bar", offices=["Bar"], topics=["Law"])
    french = translate.begin(source, "fr", by=newsroom.editor())
    french.title, french.lead = "Police formée à Bar", "Quarante agents."
    newsroom.publish(french)
    translate.begin(source, "ar", by=newsroom.editor())


def changed(newsroom: Newsroom) -> None:
    release = newsroom.published("Numbers", lead="Forty officers.")
    newsroom.corrects(release, title="Numbers, corrected")
    newsroom.imported(
        [(newsroom.draft("Old news", source="old-1", links=[{"url": "https://old.example/a", "title": "A"}]), date(2001, 2, 3))]
    )
    item = newsroom.item(Release.objects.get(title="Old news"))
    FormerAddress.objects.create(address="/old/1.html", item=item)
    FormerAddress.objects.create(address="/old/?t=law", view="topic=law")


def ended(newsroom: Newsroom) -> None:
    newsroom.withdraw(newsroom.published("Withdrawn", topics=["Law"]))
    newsroom.withdraw(newsroom.published("Retracted"), reason="It was never ours.", kind=Kind.RETRACTED)
    back = newsroom.published("Withdrawn and back")
    newsroom.withdraw(back)
    newsroom.restore(Release.objects.get(pk=back.pk))
    lifecycle.erase(newsroom.item(Release.objects.get(title="With pictures")).public_id, words=ERASED, note="By law.")
    lifecycle.erase(newsroom.item(newsroom.published("Erased whole")).public_id, note="By law.")


def waiting(newsroom: Newsroom) -> None:
    newsroom.draft("A draft", topics=["Secret topic"], offices=["Astana"])
    held = newsroom.draft("Scheduled", topics=["Law"], offices=["Bar"], zone="Europe/Podgorica")
    schedule.schedule(held, by=newsroom.editor(), at=HOUR)
    public = newsroom.published("Public, and changed meanwhile")
    public.title = "Changed, and not published"
    public.save_revision(user=newsroom.editor())
    now = timezone.now()
    Outcome.objects.create(release=public, due_at=now, done_at=now + timedelta(seconds=1), seen_at={"page": now.isoformat()})


def approval(newsroom: Newsroom) -> None:
    """A way of approval with a release on it, and people of every role."""
    writer = newsroom.person("officer", Role.OFFICER, office="Bar")
    newsroom.person("root", Role.ADMINISTRATOR)
    group = Group.objects.create(name="Approvers")
    group.permissions.add(Permission.objects.get(codename="publish_release"))
    writer.groups.add(group)
    writer.user_permissions.add(Permission.objects.get(codename="withdraw_release"))
    UserProfile.get_for_user(writer)
    task = GroupApprovalTask.objects.create(name="Second pair of eyes")
    task.groups.add(group)
    way = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=way, task=task, sort_order=0)
    release = newsroom.draft("On its way")
    WorkflowContentType.objects.create(workflow=way, content_type=ContentType.objects.get_for_model(release))
    way.start(release, writer)


def gone(newsroom: Newsroom) -> None:
    """The highest numbers of some tables are given and free again: nobody may get them a second time."""
    Collection.get_first_root_node().add_child(name="Photographs")
    newsroom.draft("Deleted").delete()
