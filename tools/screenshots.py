"""Every public page of the sample newsroom at 1280 and 360 px, in English and Arabic, into tests/shots/, for somebody to look at."""

import itertools
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOTS = Path(__file__).parents[1] / "tests" / "shots"
BIN = Path(sys.executable).parent
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
WIDTHS = (1280, 360)
PREFIXES = ("", "/ar")
ITEM = re.compile(r'href="(/news/[0-9a-z]{10}/[^"]+/)"')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer.")


def pages(address: str) -> dict[str, str]:
    """Name -> path of one page of each kind."""
    with urllib.request.urlopen(f"{address}/news.json?language=any") as answer:
        items = json.load(answer)["items"]
    paths = {item["language"]: item["_dateline"]["url"] for item in reversed(items)}
    with urllib.request.urlopen(f"{address}/corrections/") as answer:
        withdrawn, corrected = list(dict.fromkeys(path for path in ITEM.findall(answer.read().decode()) if "editions" not in path))[:2]
    fixed = {
        "home": "/",
        "listing": "/news/",
        "listing-narrowed": "/news/?office=africa&office=none&from=2026&to=2026",
        "listing-empty": "/news/?topic=fisheries&q=zebra",
        "topics": "/topics/",
        "topic": "/topics/flood-warning/",
        "office": "/offices/africa/",
        "contacts": "/contacts/",
        "corrections": "/corrections/",
        "withdrawn": withdrawn,
        "corrected": corrected,
        "edition": f"{corrected}editions/1/",
        "difference": f"{corrected}editions/2/changes/1/",
        "not-found": "/nowhere/",
        "bad-request": "/news/?from=2022-13-40",
    }
    return fixed | {f"item-{language}": path for language, path in paths.items()}


def main() -> None:
    if not CHROMIUM:
        raise SystemExit("Chromium is needed: apt-get install chromium")
    SHOTS.mkdir(exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_DATA": f"{folder}/data"}
        demo = subprocess.Popen([BIN / "dateline", "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}")
            shoot(f"http://127.0.0.1:{port}")
        finally:
            demo.terminate()
            demo.wait(15)


def shoot(address: str) -> None:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        found = pages(address)
        for prefix, (name, path), width in itertools.product(PREFIXES, found.items(), WIDTHS):
            file = f"{name}{prefix.replace('/', '-')}-{width}.png"
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(f"{address}{prefix}{path}")
            page.screenshot(path=SHOTS / file, full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth")
            print(file + (f": scrolls sideways, {wide} px" if wide > width else ""))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
