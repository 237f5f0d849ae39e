"""What an archive holds: every kind of row with its fields, and what is left out, with the reason. Pure.

A row is written as its fields stand here. A model or a field that is in neither table fails a test, so that nothing new is forgotten.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One table: its model, what a row is, and the fields in the order in which they are written."""

    model: str
    says: str
    columns: str
    seeded: bool = False  # every new newsroom has rows of it, which give way to the archive's

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.columns.split())

    @property
    def member(self) -> str:
        """Its name inside the archive."""
        return f"rows/{self.model}.jsonl.gz"


TERM = "id key slug labels position opened_on closed_on"
TREE = f"{TERM} parent_id successor_id merged_into_id"
LOG = "id content_type_id label action data timestamp uuid user_id revision_id content_changed deleted"
DRAFTED = "latest_revision_id has_unpublished_changes first_published_at last_published_at live_revision_id go_live_at expire_at expired"
LOCKED = "locked locked_at locked_by_id"
SHELVED = "id collection_id title file created_at uploaded_by_user_id file_size file_hash"

RECORD = (
    Kind("record.Counters", "the record's secret and the last numbers given", "id secret sequence change", seeded=True),
    Kind("record.ReferenceCounter", "the last reference number given under a pattern", "id stem last"),
    Kind(
        "record.Item",
        "a release as the public knows it",
        "id public_id sequence release_uuid story original reference state current_id published_on published_at major_changed_at",
    ),
    Kind(
        "record.Edition",
        "an immutable copy; `content` is the public text, `digest` its SHA-256",
        "id item_id number language kind content card digest digest_after erased_at",
    ),
    Kind("record.Change", "one public act, numbered by `n`", "n at item_id edition_id kind note subject quiet"),
    Kind("record.FileUse", "a file that a live item offers", "id item_id sha256 name token"),
    Kind("record.FormerAddress", "an address of before, and where it leads", "id address item_id view"),
    Kind("record.Position", "how far a follower has come", "follower n"),
)
LISTS = (
    Kind(
        "site.Newsroom",
        "the institution and what it says of itself",
        "id name names short_name short_names mark reference_pattern corrections_policy accessibility address about accent intro footer "
        "type_name office_name topic_name",
    ),
    Kind("site.FormerView", "how the filter addresses of an old site are read", "id path rule run"),
    Kind("vocabularies.ReleaseType", "a content type", f"{TERM} successor_id merged_into_id"),
    Kind("vocabularies.Office", "an office", f"{TREE} zone cities about"),
    Kind("vocabularies.Topic", "a topic", TREE),
    Kind("vocabularies.FormerName", "what a term was called until a day", "id facet key labels until_on"),
    Kind("vocabularies.FormerSlug", "an address a term had", "id facet slug key"),
    Kind(
        "vocabularies.Contact",
        "whom the press may call",
        "id office_id name names role roles languages telephone out_of_hours mail hours zone position",
    ),
)
PEOPLE = (
    Kind(
        "people.User",
        "a person who signs in; `password` is a salted hash",
        "id password last_login is_superuser username first_name last_name email is_staff is_active date_joined zone",
    ),
    Kind("people.User_groups", "a person's group", "id user_id group_id"),
    Kind("people.User_user_permissions", "a person's own permission", "id user_id permission_id"),
    Kind("people.Assignment", "a role in an office", "id user_id office_id role"),
    Kind("auth.Group", "a group", "id name", seeded=True),
    Kind("auth.Group_permissions", "a group's permission", "id group_id permission_id", seeded=True),
    Kind(
        "wagtailusers.UserProfile",
        "a person's wishes at the desk",
        "id user_id submitted_notifications approved_notifications rejected_notifications updated_comments_notifications "
        "preferred_language current_time_zone avatar dismissibles theme contrast density keyboard_shortcuts",
    ),
    Kind(
        "wagtailcore.APIToken",
        "a token of a program; `key_hash` is all that is known of it",
        "id user_id name key_hash prefix created revoked_at last_used_at",
    ),
)
MEDIA = (
    Kind(
        "media.Picture",
        "a picture's original",
        f"{SHELVED} description width height focal_point_x focal_point_y focal_point_width focal_point_height alt caption credit licence "
        "licences licence_ends_on sha256",
    ),
    Kind("media.Rendition", "one size of a picture", "id filter_spec file width height focal_point_key image_id sha256"),
    Kind("media.Attachment", "a file to be read beside a release", f"{SHELVED} language pages sha256"),
    Kind("taggit.Tag", "a tag of pictures and attachments", "id name slug"),
    Kind("taggit.TaggedItem", "what bears a tag", "id tag_id content_type_id object_id"),
    Kind("wagtailcore.Collection", "a shelf of pictures and attachments", "id path depth numchild name", seeded=True),
    Kind("wagtailcore.CollectionViewRestriction", "who may look at a shelf", "id restriction_type password collection_id"),
    Kind("wagtailcore.CollectionViewRestriction_groups", "a group that may", "id collectionviewrestriction_id group_id"),
    Kind(
        "wagtailcore.GroupCollectionPermission", "what a group may do with a shelf", "id group_id collection_id permission_id", seeded=True
    ),
)
DESK = (
    Kind(
        "releases.Release",
        "what editors work on; `prepared` is what goes out at `go_live_at`",
        f"id {DRAFTED} {LOCKED} live uuid language story original type_id title title_lower subtitle dateline lead body notes "
        "translated_from_id translated_edition_id change_kind change_note prepared prepared_at parked zone author_id links source "
        "source_digest updated_at",
    ),
    Kind("releases.ReleaseOffice", "an office of a release", "id sort_order release_id office_id"),
    Kind("releases.ReleaseTopic", "a topic of a release", "id sort_order release_id topic_id"),
    Kind("releases.ReleasePicture", "a picture beside a release", "id sort_order release_id picture_id alt caption"),
    Kind("releases.ReleaseAttachment", "an attachment of a release", "id sort_order release_id attachment_id"),
    Kind("releases.Outcome", "what became of an act of the clock", "id release_id act due_at done_at seen_at problem"),
    Kind("ingest.Run", "a run of an import", "id started_at finished_at undone_at file imported updated refused"),
    Kind(
        "ingest.Taken",
        "a release that a run brought in, or changed",
        "id run_id release_uuid edition edition_before revision revision_before digest_before addresses undone",
    ),
    Kind("ingest.MadeTerm", "a term that a run made", "id run_id facet key closed"),
    Kind(
        "wagtailcore.Revision",
        "a saved version of a text",
        "id content_type_id base_content_type_id object_id created_at user_id object_str content approved_go_live_at",
    ),
    Kind("wagtailcore.ModelLogEntry", "who did what at the desk", f"{LOG} object_id"),
    Kind(
        "wagtailcore.ReferenceIndex",
        "what names what: a picture, a term",
        "id content_type_id base_content_type_id object_id to_content_type_id to_object_id model_path content_path content_path_hash",
    ),
)
WORKFLOW = (
    Kind("wagtailcore.Workflow", "a way of approval", "id name active", seeded=True),
    Kind("wagtailcore.WorkflowContentType", "what goes that way", "content_type_id workflow_id"),
    Kind("wagtailcore.Task", "a step of it", "id name content_type_id active", seeded=True),
    Kind("wagtailcore.GroupApprovalTask", "a step that groups approve", "task_ptr_id", seeded=True),
    Kind("wagtailcore.GroupApprovalTask_groups", "a group that approves", "id groupapprovaltask_id group_id", seeded=True),
    Kind("wagtailcore.WorkflowTask", "the steps' order", "id sort_order workflow_id task_id", seeded=True),
    Kind(
        "wagtailcore.WorkflowState",
        "how far a text has come",
        "id content_type_id base_content_type_id object_id workflow_id status created_at requested_by_id current_task_state_id",
    ),
    Kind(
        "wagtailcore.TaskState",
        "what was said at a step",
        "id workflow_state_id revision_id task_id status started_at finished_at finished_by_id comment content_type_id",
    ),
)
PAGES = (  # Wagtail's pages are not used; its own rows refer to them
    Kind("wagtailcore.Locale", "Wagtail's own language", "id language_code", seeded=True),
    Kind("wagtailcore.Site", "Wagtail's own site", "id hostname port site_name root_page_id is_default_site", seeded=True),
    Kind(
        "wagtailcore.Page",
        "Wagtail's own root",
        f"id path depth numchild translation_key locale_id {DRAFTED} {LOCKED} live title draft_title slug content_type_id url_path "
        "owner_id latest_revision_created_at alias_of_id show_in_menus seo_title search_description",
        seeded=True,
    ),
    Kind("wagtailcore.WorkflowPage", "which way of approval it would go", "page_id workflow_id", seeded=True),
    Kind("wagtailcore.GroupPagePermission", "what a group may do with it", "id group_id page_id permission_id", seeded=True),
    Kind("wagtailcore.GroupSitePermission", "what a group may do with the site", "id group_id site_id permission_id", seeded=True),
)
KINDS = (*RECORD, *LISTS, *PEOPLE, *MEDIA, *DESK, *WORKFLOW, *PAGES)

NO_PAGES = "Wagtail's pages are not used"
OURS_INSTEAD = "our own model stands in its place"
LEFT_OUT = {
    "sessions.Session": "everybody signs in again",
    "contenttypes.ContentType": "every newsroom has its own; rows name a model by its name",
    "auth.Permission": "every newsroom has its own; rows name a permission by its name",
    "wagtailadmin.Admin": "it has no rows",
    "wagtailadmin.EditingSession": "who has a form open at this minute",
    "wagtailadmin.FormState": "what was typed for a preview and not saved; Wagtail forgets it after a day",
    "wagtailcore.UploadedFile": "an upload that nobody finished",
    "wagtailcore.Comment": NO_PAGES,
    "wagtailcore.CommentReply": NO_PAGES,
    "wagtailcore.PageLogEntry": NO_PAGES,
    "wagtailcore.PageSubscription": NO_PAGES,
    "wagtailcore.PageViewRestriction": NO_PAGES,
    "wagtailcore.PageViewRestriction_groups": NO_PAGES,
    "wagtailimages.Image": OURS_INSTEAD,
    "wagtailimages.Rendition": OURS_INSTEAD,
    "wagtaildocs.Document": OURS_INSTEAD,
}
BESIDE = {  # of the data folder
    "the search index": "made anew from the record",
    "the secret key": "it signs sessions alone; every newsroom has its own",
    "the settings": "they are the machine's; the manifest names those that readers see",
}
