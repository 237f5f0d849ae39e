"""What our commands have in common: one line for a user's mistake, never a stack trace."""

import sys
from importlib.metadata import version
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import InterfaceError, OperationalError

from dateline import reaching


class Command(BaseCommand):
    """Checks of the system are `doctor`'s business; errors name the command and nothing of ours."""

    requires_system_checks: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stderr = OutputWrapper(kwargs.get("stderr") or sys.stderr)  # Django paints all of it red; ours is news as a rule

    def get_version(self) -> str:
        return version("dateline")  # Django would name its own

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not getattr(self, "_called_from_command_line", False):
                raise
            self.stderr.write(f"dateline: {error}")
            sys.exit(error.returncode)
        except (OperationalError, InterfaceError) as error:
            told = reaching.stopped(error) if getattr(self, "_called_from_command_line", False) else ""
            if not told:
                raise
            self.stderr.write(f"dateline: {told}")
            sys.exit(1)
