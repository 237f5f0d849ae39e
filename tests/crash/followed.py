"""`dateline` whose imports are followed in the index beside them, however few rows come, so that a kill meets every process."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
django.setup()

from dateline import cli  # noqa: E402 -- as the command would, once there are models
from dateline.ingest import following  # noqa: E402

following.FROM_ROWS, following.MOST_BEHIND = 1_000, 2_000
cli.main()
