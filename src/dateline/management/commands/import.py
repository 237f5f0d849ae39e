"""`dateline import`: a file read, mapped and published as imported."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dateline import opening
from dateline.archives.errors import ArchiveError
from dateline.archives.load import load
from dateline.archives.reading import is_archive
from dateline.ingest import run
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
        parser.add_argument("file", metavar="FILE", help='"-" is standard input; .xz and .gz are opened')
        parser.add_argument("--format", default="", metavar="F", help=f"by content unless told: {', '.join(FORMATS)}")
        parser.add_argument("--mapping", default="", metavar="FILE", help="which field is what: docs/operators/import.md")
        parser.add_argument("--create-terms", action="store_true", help="make offices, topics and types that are not known yet")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and write nothing")
        parser.add_argument("--report", metavar="FILE", help="write the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.require()
        if not options["format"] and is_archive(options["file"]):
            self.load(options)
            return
        wish = run.Wish(options["file"], options["format"], options["create_terms"], options["dry_run"], options["mapping"])
        if options["report"] and not Path(options["report"]).absolute().parent.is_dir():
            raise opening.refused(f"--report: there is no folder {Path(options['report']).parent} to write it to.")
        try:
            with Bar("Importing", self.stderr) as bar:
                report = run.run(wish, progress=bar.show)
        except (Unreadable, MappingError) as error:
            raise opening.refused(str(error)) from None
        except IndexUnusable as error:
            raise opening.refused(f"The index cannot be used: {error}. Make it anew with: dateline rebuild") from None
        except run.NotShown as error:
            raise CommandError(str(error), returncode=1) from None
        self.tell(report, options["report"])

    def load(self, options: dict[str, Any]) -> None:
        """Our own export: into an empty newsroom, row for row."""
        if odd := [name for name in ("mapping", "create_terms", "dry_run", "report") if options[name]]:
            wish = f"--{odd[0].replace('_', '-')}"
            raise opening.refused(f"{wish}: {options['file']} is an archive of Dateline's, which is loaded as it is. Leave {wish} out.")
        try:
            with Bar("Loading", self.stderr) as bar:
                told = load(options["file"], progress=bar.show)
        except ArchiveError as error:
            raise opening.refused(str(error)) from None
        self.stdout.write(
            f"Loaded and verified: {told.items} items, {told.editions} editions, {told.change} changes, {told.files.count} files, "
            f"{told.rows} rows in all. People sign in as they did; sessions did not come along."
        )
        tell_differences(self, told.settings)
        for name in told.lacking:
            self.stderr.write(f"Its file was lacking there already: {name}")

    def tell(self, report: Report, file: str | None) -> None:
        if file:
            Path(file).write_text(json.dumps(report.as_data(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(report.as_text())
        if report.refusals:
            sys.exit(1)
