"""`dateline erase ID`: what the law takes, out of every edition, version, index, cache and file. Shown first, asked twice."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser

from dateline import opening
from dateline.management import base
from dateline.record.erase import item_of, wanted
from dateline.record.models import FileUse
from dateline.record.publish import RecordError
from dateline.releases import erasure, lifecycle, sweeping
from dateline.releases.models import Release


class Command(base.Command):
    help = "Erase words, a file, or all of an item by law. The log of the newsroom says that and when, never what."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID", help="the ten signs after /news/ in the item's address")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--words", metavar="TEXT", help='words to erase, in the case they are written; "-" reads them from standard input'
        )
        what.add_argument("--file", metavar="SHA256", help="a file to erase, by its SHA-256 or its address /files/...")
        parser.add_argument("--note", default="", help="what readers are told, such as: By order of a court.")
        parser.add_argument("--yes", action="store_true", help="do not ask; needed where there is no terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        if not options["yes"] and not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise opening.refused("erase asks twice on a terminal, and there is none here. Add --yes if you are sure.")
        public_id, note = options["id"], options["note"].strip()
        try:
            what = {"words": words_of(options["words"]), "sha256": sha256_of(options["file"], public_id)}
            self.show(lifecycle.rehearsed(public_id, **what, note=note), public_id, **what)
            if not options["yes"] and not self.sure(public_id):
                raise opening.refused("Nothing was erased.")
            done = lifecycle.erase(public_id, **what, note=note)
        except RecordError as refusal:
            raise opening.refused(str(refusal)) from None
        self.finish(done)

    def show(self, would: lifecycle.Erased, public_id: str, *, words: str, sha256: str) -> None:
        what = f"the words “{words}”" if words else f"the file {sha256}" if sha256 else "everything"
        self.stderr.write(f"Item {public_id}, “{would.title}”. To be erased: {what}.")
        for line in lines(would):
            self.stderr.write(f"  {line}")
        self.stderr.writelines(f"  {line}" for line in beside(public_id, words))
        self.stderr.write("The search index is built anew and the database compacted. There is no way back; backups keep what they hold.")

    def sure(self, public_id: str) -> bool:
        self.stderr.write("Erase it? Type yes: ", ending="")
        if typed() != "yes":
            return False
        self.stderr.write("To be sure, type the id of the item: ", ending="")
        return typed() == public_id

    def finish(self, done: lifecycle.Erased) -> None:
        self.stderr.write("Compacting ...")
        left = sweeping.sweep()
        said = f"change {done.change.n} of the record says so" if done.change else "no edition held it, so the record says nothing"
        self.stdout.write(f"Erased; {said}.")
        for line in (*left, *(f"Kept, because something else uses it: the {name}." for name in done.cleared.kept)):
            self.stderr.write(line)
        if left or done.cleared.kept:
            sys.exit(1)


def typed() -> str:
    """What a person typed; nothing, where they closed the terminal."""
    return sys.stdin.readline().strip()


def words_of(given: str | None) -> str:
    """The words; refuses none at all, for without words and file all of the item would go."""
    if given is None:
        return ""
    words = sys.stdin.readline().rstrip("\r\n") if given == "-" else given
    if not words.strip():
        raise opening.refused("--words: there are none. Say which, or leave --words out to erase all of the item.")
    return words


def sha256_of(given: str | None, public_id: str) -> str:
    """The SHA-256 of a file that was named by it or by its address."""
    if given is None:
        return ""
    token, _, name = given.partition("/files/")[2].partition("/")
    used = FileUse.objects.filter(item__public_id=public_id, token=token, name=name).first() if token else None
    sha256 = used.sha256 if used else given.lower()
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise opening.refused(f"--file: {given} is not a SHA-256 (64 of 0-9 and a-f), nor the address of a file of {public_id}.")
    return sha256


def lines(would: lifecycle.Erased) -> Iterator[str]:
    """What goes, where there is something."""
    numbers = ", ".join(map(str, would.editions))
    yield f"in editions: {numbers or 'none'}"
    counts = {
        "public notes": would.notes,
        "versions at the desk": would.cleared.versions,
        "entries of the desk's log": would.cleared.entries,
    }
    yield from (f"in {name}: {count}" for name, count in counts.items() if count)
    yield from (f"deleted: the {name}" for name in would.cleared.files)
    yield from (f"kept, because something else uses it: the {name}" for name in would.cleared.kept)


def beside(public_id: str, words: str) -> Iterator[str]:
    """Where else the words stand: those are erased by themselves."""
    gone = wanted(words, "")
    if gone is None:
        return
    release = Release.objects.filter(uuid=item_of(public_id).release_uuid).first()
    items, drafts = erasure.elsewhere(release, gone)
    if items:
        yield f"not touched: the same words in other items: {', '.join(items)}"
    if drafts:
        yield f"not touched: the same words in {drafts} other release{'' if drafts == 1 else 's'} at the desk"
