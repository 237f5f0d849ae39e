"""The index of a newsroom that has just come in: the last thing to be made."""

from dateline.archives.errors import NotIndexed
from dateline.search import index
from dateline.search.engine import IndexUnusable


def rebuilt() -> int:
    """How many items the new index holds. Raises NotIndexed."""
    try:
        return index.rebuild()
    except IndexUnusable as error:
        raise NotIndexed(
            f"Everything is in its place but the search index, which cannot be written ({error.reason.partition(';')[0]}). "
            "Make room; the same command then brings it to its end."
        ) from None
