"""Publishes and withdraws as it is told to, a line each, and says each act when it has returned; run as a process beside served ones."""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    django.setup()
    from dateline.people.models import User
    from dateline.releases import lifecycle
    from dateline.releases.models import Release, ReleaseTopic
    from dateline.vocabularies.models import Topic

    editor, known = User.objects.get(is_superuser=True), dict[str, Release]()
    topic, _ = Topic.objects.get_or_create(slug="lakes", defaults={"labels": {"en": "Lakes"}})
    for line in sys.stdin:
        act, _, number = line.strip().partition(" ")
        if act == "publish":
            known[number] = release = Release(title=f"Release number {number or 'none'} of all", lead="About a lake.")
            release.release_topics = [ReleaseTopic(topic=topic)]
            release.save()
            lifecycle.publish(release, by=editor)
        else:
            lifecycle.withdraw(known[number], by=editor, reason="A test of withdrawal.")
        print(line.strip(), flush=True)


main()
