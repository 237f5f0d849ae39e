"""How late the clock is: releases due at one second, two workers running, the index followed, all from processes of their own."""

import json
import os
import subprocess
import sys
import tempfile
import time

from tools import postgres

RELEASES = int(os.environ.get("BENCH_RELEASES", "500"))
WORKERS = int(os.environ.get("BENCH_WORKERS", "2"))

PREPARE = """
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from dateline.people.models import User
from dateline.releases import schedule
from dateline.releases.models import Release, ReleaseOffice, ReleaseTopic
from dateline.vocabularies.models import Office, Topic
by = User.objects.create_superuser("bench", "", "long-enough-for-a-bench")
offices = [Office.objects.create(labels={{"en": f"Office {{n}}"}}) for n in range(5)]
topics = [Topic.objects.create(labels={{"en": f"Topic {{n}}"}}) for n in range(10)]
body = [("text", "<p>" + "The ministers agreed on the text of the treaty and on its dates. " * 40 + "</p>")]
with transaction.atomic():
    for n in range({count}):
        release = Release(title=f"Release number {{n}}", lead="What it says in one sentence.", body=body, author=by)
        release.release_offices = [ReleaseOffice(office=offices[n % 5], sort_order=0)]
        release.release_topics = [ReleaseTopic(topic=topics[(n + step) % 10], sort_order=step) for step in range(2)]
        release.save()
        schedule.schedule(release, by=by, at=timezone.now() + timedelta(days=1))
"""
SET = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
from dateline.releases.models import Release
at = timezone.now().replace(microsecond=0) + timedelta(seconds=4)
Revision.objects.update(approved_go_live_at=at)
Release.objects.update(go_live_at=at)
"""
TOLD = """
import json
from dateline.record import log
from dateline.record.models import Item
from dateline.releases.models import Outcome
from dateline.search import index
late = sorted((one.done_at - one.due_at).total_seconds() for one in Outcome.objects.filter(problem=""))
print(json.dumps({"late": late, "items": Item.objects.count(), "problems": Outcome.objects.exclude(problem="").count()}))
"""
WAIT = """
import time
from datetime import timedelta
from django.utils import timezone
from dateline.record import log
from dateline.releases.models import Release
from dateline.search import index
at = Release.objects.exclude(go_live_at=None).values_list("go_live_at", flat=True).first()
while timezone.now() < at + timedelta(seconds=40):
    if log.position() >= {count} and index.reader.fresh().position >= {count}:
        break
    time.sleep(0.02)
print((timezone.now() - at).total_seconds())
"""


def measured() -> str:
    with tempfile.TemporaryDirectory() as folder, postgres.database(f"bench_{os.getpid()}") as told:
        environment = {**os.environ, "DATELINE_DATA": f"{folder}/data", "DATELINE_BASE_URL": "http://127.0.0.1:9", **told}

        def dateline(*words: str) -> str:
            command = [sys.executable, "-m", "dateline", *words]
            return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

        dateline("init")
        dateline("manage", "shell", "--no-imports", "-c", PREPARE.format(count=RELEASES))
        workers = [subprocess.Popen([sys.executable, "-m", "dateline", "worker"], env=environment) for _ in range(WORKERS)]
        try:
            time.sleep(4)
            dateline("manage", "shell", "--no-imports", "-c", SET)
            shown_s = float(dateline("manage", "shell", "--no-imports", "-c", WAIT.format(count=RELEASES)))
            told = json.loads(dateline("manage", "shell", "--no-imports", "-c", TOLD))
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(15)
    return table(told["late"], told["items"], told["problems"], shown_s)


def table(late: list[float], items: int, problems: int, shown_s: float) -> str:
    def at(share: float) -> str:
        return f"{late[min(len(late) - 1, int(len(late) * share))]:.2f} s"

    rows = {
        "releases due at one second, workers": f"{RELEASES}, {WORKERS}",
        "out, each once": f"{len(late)} of {RELEASES}, {items} items",
        "parked": str(problems),
        "early": str(sum(one < 0 for one in late)),
        "lateness of the first": f"{late[0]:.3f} s",
        "lateness p50": at(0.5),
        "lateness p95": at(0.95),
        "lateness p99": at(0.99),
        "lateness max: all are out": f"{late[-1]:.2f} s",
        "until the index shows all": f"{shown_s:.2f} s",
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(["## The hour", "", "| measured | value |", "|---|---|", *lines])
