"""Publishes release after release and acknowledges each by a line; run as a process, to be killed."""

import os
import sys

import django


def main(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    django.setup()
    from dateline.people.models import User
    from dateline.record import log
    from dateline.releases import lifecycle
    from dateline.releases.models import Release
    from dateline.search import index

    editor = User.objects.get(is_superuser=True)
    number = 0
    while True:
        number += 1
        release = Release(title=f"Release {name} {number}", lead=f"Text {number}.")
        release.save()
        lifecycle.publish(release, by=editor)
        if number % 3 == 0:
            lifecycle.withdraw(release, by=editor, reason="A test of withdrawal.")
        print(f"{release.uuid} {'withdrawn' if number % 3 == 0 else 'live'}", flush=True)
        index.settle(log.position(), timeout_s=0)


main(sys.argv[1])
