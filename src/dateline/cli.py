"""The command `dateline`: parses the first word and hands over to a management command. Starts in a blink: nothing heavy is imported."""

import os
import sys
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from dateline import lifeline
from dateline.config import ConfigError


def lacking(error: ModuleNotFoundError) -> NoReturn:
    """A package that is not there, and the one command that helps; a module of ours that is not there is a fault."""
    if (error.name or "dateline").partition(".")[0] == "dateline":
        raise error
    print(f"dateline: the package {error.name!r} is missing. Install what is needed with: make setup", file=sys.stderr)
    sys.exit(2)


try:
    from django.core.management import execute_from_command_line
except ModuleNotFoundError as missing:
    lacking(missing)

COMMANDS = {
    "init": "make the data folder, the database and the search index",
    "demo": "the sample newsroom, served",
    "sample": "add generated releases, for trying size",
    "serve": "web and worker together",
    "worker": "clock, followers and deliveries, alone",
    "import": "read a file and publish what is in it",
    "export": "everything out, in one documented archive",
    "backup": "a verified copy, taken while serving",
    "restore": "a newsroom from such a copy",
    "find": "answer a query from the same finder as the pages",
    "rebuild": "build the index beside the live one and swap",
    "erase": "take words, a file or all of an item out for good, by law",
    "doctor": "check every promise, one line each",
    "manage": "Django's own commands",
}


def usage() -> str:
    lines = [f"  {name:<8}  {does}" for name, does in COMMANDS.items()]
    return "\n".join(["usage: dateline COMMAND [options]", "", *lines, "", "dateline COMMAND --help tells more of one."])


def asked(word: str) -> str:
    """A query that begins with an exclusion, `-topic=law`, looks like an option; a question mark in front says that it is none."""
    return f"?{word}" if word.startswith(("-type=", "-office=", "-topic=")) else word


def port(words: list[str]) -> str:
    """The port that `--port 8001` or `--port=8001` names, for addresses in pages are made from it; the command tells what is none."""
    named = [word for before, word in pairwise(["", *words]) if before == "--port"] + [
        word.removeprefix("--port=") for word in words if word.startswith("--port=")
    ]
    return next((word for word in named if word.isdecimal() and 0 < int(word) < 65536), "8000")


def unless_told(name: str, value: str) -> None:
    """Set a setting that the environment says nothing of, in a file neither."""
    if not os.environ.get(name) and not os.environ.get(f"{name}_FILE"):
        os.environ[name] = value


def main() -> None:
    lifeline.hold()  # at once: a worker whose parent dies while it is still starting must not outlive it
    try:
        hand_over(sys.argv[1:])
    except ConfigError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except ModuleNotFoundError as error:
        lacking(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


def hand_over(words: list[str]) -> None:
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage(), flush=True)
        sys.exit(0 if words else 2)
    if words[0] == "--version":
        print(version("dateline"))
        sys.exit(0)
    command, rest = words[0], words[1:]
    if command not in COMMANDS:
        print(f"dateline: there is no command {command!r}\n\n{usage()}", file=sys.stderr)
        sys.exit(2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dateline.settings")
    if command == "demo":
        unless_told("DATELINE_DATA", "./data-demo")
        unless_told("DATELINE_LANGUAGES", "en,fr,es,ru,ar,de,it")
        unless_told("DATELINE_BASE_URL", f"http://127.0.0.1:{port(rest)}")
    if command == "sample" and not Path("data").exists() and Path("data-demo").is_dir():
        unless_told("DATELINE_DATA", "./data-demo")  # where `demo` keeps it
    if command == "find":
        words = [asked(word) for word in words]
    execute_from_command_line(["dateline", *(rest if command == "manage" else words)])


if __name__ == "__main__":
    main()
