"""`dateline import`: a file read, mapped and published as imported."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dateline import opening
from dateline.ingest import run
from dateline.ingest.mapping import MappingError
from dateline.ingest.report import Report
from dateline.ingest.source import FORMATS, Unreadable
from dateline.management import base
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
        wish = run.Wish(options["file"], options["format"], options["create_terms"], options["dry_run"], options["mapping"])
        if options["report"] and not Path(options["report"]).absolute().parent.is_dir():
            raise opening.refused(f"--report: there is no folder {Path(options['report']).parent} to write it to.")
        try:
            with Bar("Reading", self.stderr, ("MB", 2**20)) as reading, Bar("Importing", self.stderr) as bar:
                report = run.run(wish, progress=bar.show, unpacking=reading.show)
        except (Unreadable, MappingError) as error:
            raise opening.refused(str(error)) from None
        except IndexUnusable as error:
            raise opening.refused(f"The index cannot be used: {error}. Make it anew with: dateline rebuild") from None
        except run.NotShown as error:
            raise CommandError(str(error), returncode=1) from None
        self.tell(report, options["report"])

    def tell(self, report: Report, file: str | None) -> None:
        if file:
            Path(file).write_text(json.dumps(report.as_data(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(report.as_text())
        if report.refusals:
            sys.exit(1)
