"""What the record and the desk hold already of what rows claim: whose an old address is, and which versions a story has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from dateline.ingest.claims import Held, of_address, of_version
from dateline.ingest.rows import Row
from dateline.record.models import FormerAddress
from dateline.releases.models import Release


def held(rows: Sequence[Row], stories: Mapping[UUID, str]) -> Held:
    """Claim -> who has it, by the id of its own file, or its address here. `stories`: the file's id of each story that the rows tell."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    kept = dict(leading({path for row in rows for path in row.former}))
    names = dict(Release.objects.filter(uuid__in=[uuid for uuid, _ in kept.values()]).values_list("uuid", "source")) if kept else {}
    for path, (uuid, public_id) in kept.items():
        found[of_address(path)].add(names.get(uuid) or f"/news/{public_id}/")
    if stories:
        public = Release.objects.filter(story__in=stories, live=True)
        for story, language, source, title in public.values_list("story", "language", "source", "title"):
            found[of_version(stories[story], language)].add(source or f"“{title}”")
    return found


def leading(paths: Iterable[str]) -> Iterable[tuple[str, tuple[UUID, str]]]:
    """(address, (the uuid of its release, the id of its item)) of each that leads to an item."""
    kept = FormerAddress.objects.filter(address__in=set(paths), item__isnull=False) if paths else FormerAddress.objects.none()
    for path, uuid, public_id in kept.values_list("address", "item__release_uuid", "item__public_id"):
        yield path, (uuid, public_id)
