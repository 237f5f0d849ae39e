"""`dateline demo`: the sample newsroom, made at its first start, and served."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from dateline import opening
from dateline.demo import load
from dateline.management import base
from dateline.management.progress import Bar
from dateline.people.models import Assignment
from dateline.record import log
from dateline.search import index


class Command(base.Command):
    help = "Serve the sample newsroom; a second start keeps its data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="on which port (8000)")
        parser.add_argument("--no-serve", action="store_true", help="make it, and do not serve it")

    def handle(self, *args: Any, **options: Any) -> None:
        opening.make()
        with Bar("Writing news", self.stderr) as bar:
            made = load.load(progress=bar.show)
        index.settle(log.position(), timeout_s=60)
        if made:
            self.stderr.write(f"Made the sample newsroom with {made} releases.")
        address = f"http://{options['host']}:{options['port']}"
        accounts = "\n".join(
            f"  {one.user.username:<8} {one.get_role_display()}" for one in Assignment.objects.select_related("user").order_by("pk")
        )
        self.stdout.write(
            f"The newsroom  {address}/\nThe desk      {address}/desk/\nAccounts, all with the password {load.PASSWORD}\n{accounts}"
        )
        self.stdout.flush()
        if not options["no_serve"]:
            call_command("serve", host=options["host"], port=options["port"], workers=1, no_worker=False)
