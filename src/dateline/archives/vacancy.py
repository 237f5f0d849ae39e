"""An empty newsroom: what is in the way of an archive. What every new newsroom has is not, and gives way."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from dateline.archives.errors import InTheWay
from dateline.archives.kinds import KINDS, PEOPLE
from dateline.archives.values import model_of
from dateline.people.models import User
from dateline.record import log

MOST_NAMED = 5
HISSING = ("s", "x", "z", "ch", "sh")  # "former addresses", "reference indexes"
WAY_OUT = "Load it into an empty newsroom: name a new folder in DATELINE_DATA (and an empty database), and make it with: dateline init"


def require(file: str) -> None:
    """Raise InTheWay, naming what is there."""
    if found := list(rows()):
        more = f" and rows of {len(found) - MOST_NAMED} more kinds" if len(found) > MOST_NAMED else ""
        raise InTheWay(f"{file}: this newsroom is not empty: it has {', '.join(found[:MOST_NAMED])}{more}. {WAY_OUT}")


def rows() -> Iterator[str]:
    """A phrase for every kind of row that nobody but people or an import can have made."""
    if position := log.position():
        yield f"a record at change {position}"
    for kind in (*PEOPLE, *(kind for kind in KINDS if kind not in PEOPLE)):
        model = model_of(kind.model)
        if not kind.seeded and (count := model._base_manager.count()):
            yield f"{count} {called(model, count)}{names(kind.model)}"


def called(model: type[Model], count: int) -> str:
    """One row, or several: Django makes a plural with -s of whatever has none of its own."""
    one, many = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
    if count == 1:
        return one
    return f"{one}es" if many == f"{one}s" and one.endswith(HISSING) else many


def names(model: str) -> str:
    """People by their names: an administrator of `init` is often all that is in the way."""
    if model != "people.User":
        return ""
    return f" ({', '.join(User.objects.order_by('pk').values_list('username', flat=True)[:MOST_NAMED])})"


def private_files() -> Path:
    return Path(settings.MEDIA_ROOT)


def has_files() -> bool:
    folder = private_files()
    return folder.is_dir() and any(folder.iterdir())
