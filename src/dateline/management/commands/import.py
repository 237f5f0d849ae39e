"""`dateline import`: a file read, mapped and published as imported; or one run of it taken back."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from dateline import opening, reaching
from dateline.archives.errors import ArchiveError, NotIndexed
from dateline.archives.load import load
from dateline.archives.reading import is_archive
from dateline.ingest import run, undo, written
from dateline.ingest.mapping import MappingError
from dateline.ingest.report import Report
from dateline.ingest.source import FORMATS, Unreadable
from dateline.management import base
from dateline.management.elsewhere import tell_differences
from dateline.management.progress import Bar
from dateline.search.engine import IndexUnusable


class Command(base.Command):
    help = "Read a file and publish what is in it, as imported. A second time it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", default="", help='"-" is standard input; .xz and .gz are opened')
        parser.add_argument("--format", default="", metavar="F", help=f"by content unless told: {', '.join(FORMATS)}")
        parser.add_argument("--mapping", default="", metavar="FILE", help="which field is what: docs/operators/import.md")
        parser.add_argument("--files", default="", metavar="DIR", help="where the files lie that the items name")
        parser.add_argument("--create-terms", action="store_true", help="make offices, topics and types that are not known yet")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and write nothing")
        parser.add_argument("--undo", metavar="RUN", nargs="?", const="", help="take one run back; without RUN list them all")
        parser.add_argument("--report", metavar="FILE", help="write the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        if options["undo"] is not None:
            self.take_back(options["undo"], options)
            return
        if not options["file"]:
            raise opening.refused("import: name a FILE, or - for standard input.")
        if not options["format"] and is_archive(options["file"]):
            self.load(options)
            return
        wish = run.Wish(
            options["file"], options["format"], options["create_terms"], options["dry_run"], options["mapping"], options["files"]
        )
        require_writable(options["report"])
        with self.told_apart(), Bar("Reading", self.stderr, ("MB", 2**20)) as reading, Bar("Importing", self.stderr) as bar:
            report = run.run(wish, progress=bar.show, unpacking=reading.show)
        self.tell(report, options["report"], complete=not report.refusals)

    def take_back(self, number: str, options: dict[str, Any]) -> None:
        if options["file"] or options["dry_run"]:
            raise opening.refused("--undo takes the number of a run alone: no FILE and no --dry-run with it.")
        if not number:
            self.stdout.write(undo.listed())
            return
        require_writable(options["report"])
        with self.told_apart(), Bar("Taking back", self.stderr) as bar:
            done = run.take_back(number, progress=bar.show)
        self.tell(done, options["report"], complete=not done.left)

    @contextmanager
    def told_apart(self) -> Iterator[None]:
        """A user's mistake becomes a message; only what happened after everything was done is status 1."""
        try:
            yield
        except (Unreadable, MappingError, run.Behind, undo.NoRun) as error:
            raise opening.refused(str(error)) from None
        except IndexUnusable as error:
            raise opening.refused(f"The index cannot be used: {error}. Make it anew with: dateline rebuild") from None
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"{stopped(error)} What was committed stays; the same command goes on where it was.", returncode=1) from None
        except run.NotShown as error:
            raise CommandError(str(error), returncode=1) from None

    def load(self, options: dict[str, Any]) -> None:
        """Our own export: into an empty newsroom, row for row."""
        if odd := [name for name in ("mapping", "files", "create_terms", "dry_run", "report") if options[name]]:
            wish = f"--{odd[0].replace('_', '-')}"
            raise opening.refused(f"{wish}: {options['file']} is an archive of Dateline's, which is loaded as it is. Leave {wish} out.")
        try:
            with Bar("Loading", self.stderr) as bar:
                told = load(options["file"], progress=bar.show)
        except ArchiveError as error:
            raise opening.refused(str(error)) from None
        except NotIndexed as error:
            raise CommandError(str(error), returncode=1) from None
        self.stdout.write(
            f"Loaded and verified: {told.items} items, {told.editions} editions, {told.change} changes, {told.files.count} files, "
            f"{told.rows} rows in all. People sign in as they did; sessions did not come along."
        )
        tell_differences(self, told.settings)
        for name in told.lacking:
            self.stderr.write(f"Its file was lacking there already: {name}")

    def tell(self, report: Report | undo.Undone, file: str | None, *, complete: bool) -> None:
        for line in report.lines():
            self.stdout.write(line)
        if file:
            write(Path(file), report.as_data())
        if not complete:
            sys.exit(1)


def stopped(error: DatabaseError | InterfaceError) -> str:
    """What the database says, and what to do: as a rule its disk is full, or the server is gone."""
    if connection.vendor == "postgresql":
        return f"The import stopped, for the database {reaching.where()} does not answer ({reaching.said(error)}). {reaching.ELSE}"
    return f"The import stopped, for the database cannot be written ({str(error).strip()}). Make room where DATELINE_DATA lies."


def require_writable(report: str | None) -> None:
    """Before anything is done, not after."""
    if not report:
        return
    file, folder = Path(report), Path(report).absolute().parent
    if not folder.is_dir():
        raise opening.refused(f"--report: there is no folder {folder} to write it to. Make it, or name another.")
    if file.is_dir() or not os.access(file if file.exists() else folder, os.W_OK):
        raise opening.refused(f"--report: {report} cannot be written. Name another file.")


def write(file: Path, said: Mapping[str, Any]) -> None:
    try:
        with file.open("w", encoding="utf-8", errors="backslashreplace") as out:
            written.write(said, out)
    except OSError as error:
        message = f"Everything above is done, but {file} could not be written ({error.strerror or error})."
        raise CommandError(message, returncode=1) from None
