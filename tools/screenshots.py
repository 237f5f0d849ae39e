"""Every public page of the sample newsroom at 1280 and 360 px, in English, Arabic and Russian, light and dark, and the desk's, into
tests/shots/, for somebody to look at; and the picture in the README.
"""

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
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

SHOTS = Path(__file__).parents[1] / "tests" / "shots"
BIN = Path(sys.executable).parent
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
WIDTHS = (1280, 360)
PREFIXES = ("", "/ar", "/ru")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PASSWORD = "lakes-and-rivers"  # of the sample's people, as its terminal says
README = Path(__file__).parents[1] / "docs" / "newsroom.png"
README_GAP_PX, README_SCALE, README_COLOURS = 24, 0.72, 192  # wide enough for a page of GitHub's, small enough for a slow line
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
        "office-closed": "/offices/tashkent/",
        "archive": "/archive/",
        "styleguide": "/styleguide/",
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
        draw(browser, address, found)
        for scheme, width in itertools.product(SCHEMES, WIDTHS):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for prefix, (name, path) in itertools.product(PREFIXES, found.items()):
                take(page, f"{address}{prefix}{path}", f"{name}{prefix.replace('/', '-')}-{scheme}-{width}.png")
            page.close()
        for width in WIDTHS:
            at_the_desk(browser, f"{address}/desk/", width)
        browser.close()


def take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.screenshot(path=SHOTS / name, full_page=True)
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    print(name + (f": scrolls sideways, {wide} px" if wide > width else ""))


def at_the_desk(browser: Browser, desk: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{desk}login/")
    page.fill("[name=username]", "lucie")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(desk)
    take(page, desk, f"desk-home-{width}.png")
    take(page, f"{desk}releases/", f"desk-releases-{width}.png")
    first = page.locator("a[href*='/releases/edit/']").first.get_attribute("href")
    take(page, f"{desk}{(first or '').partition('/desk/')[2]}", f"desk-edit-{width}.png")
    page.close()


def draw(browser: Browser, address: str, found: dict[str, str]) -> None:
    """The README's picture: a narrowed list on a desk, beside it an item in Arabic on a phone."""
    parts = []
    for name, path, width in (("list", found["listing-narrowed"], 1280), ("phone", f"/ar{found['item-ar']}", 360)):
        page = browser.new_page(viewport={"width": width, "height": 860})
        page.goto(f"{address}{path}")
        page.screenshot(path=SHOTS / f"readme-{name}.png")
        parts.append(Image.open(SHOTS / f"readme-{name}.png").convert("RGB"))
        page.close()
    left, right = parts
    drawn = Image.new("RGB", (left.width + README_GAP_PX + right.width, left.height), "#d9dcdf")
    drawn.paste(left, (0, 0))
    drawn.paste(right, (left.width + README_GAP_PX, 0))
    small = drawn.resize((round(drawn.width * README_SCALE), round(drawn.height * README_SCALE)), Image.Resampling.LANCZOS)
    small.quantize(README_COLOURS, dither=Image.Dither.NONE).save(README, optimize=True)
    print(f"{README.name}: {README.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
