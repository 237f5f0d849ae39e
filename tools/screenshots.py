"""Every public page of the sample newsroom at 1280 and 360 px, in English, Arabic and Russian, light and dark, into tests/shots/, for
somebody to look at: lists and items in the other languages too, what is folded, what is printed, what went wrong; the desk's pages;
and the picture in the README.
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
from functools import partial
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

SHOTS = Path(__file__).parents[1] / "tests" / "shots"
BIN = Path(sys.executable).parent
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), "")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
WIDTHS = (1280, 360)
PREFIXES = ("", "/ar", "/ru")
OTHERS = ("/fr", "/es", "/de", "/it")  # looked at on a telephone, a list and an item
AWAY = "203.0.113.7"  # a reader who is not this machine, so that somebody is counted
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PASSWORD = "lakes-and-rivers"  # of the sample's people, as its terminal says
HEIGHT_PX, MOST_PX, DESK_PX, PAPER_PX = 900, 15_000, 1_800, 680
README = Path(__file__).parents[1] / "docs" / "newsroom.png"
README_GAP_PX, README_SCALE, README_COLOURS = 24, 0.72, 192  # wide enough for a page of GitHub's, small enough for a slow line
DESK = {
    "home": "",
    "releases": "releases/",
    "new": "releases/add/",
    "contacts": "contacts/",
    "pictures": "pictures/",
    "attachments": "attachments/",
    "offices": "offices/",
    "topics": "topics/",
    "people": "people/",
    "newsroom": "newsroom/",
}
FAILED = """from django.test import RequestFactory
from dateline.site import errors, models
models.newsroom_now()  # as a process that has shown a page knows it
print(errors.{}(RequestFactory().get("{}/x/")).content.decode())"""
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
        "accessibility": "/accessibility/",
    }
    return fixed | {f"item-{language}": path for language, path in paths.items()}


def main() -> None:
    if not CHROMIUM:
        raise SystemExit("Chromium is needed: apt-get install chromium")
    SHOTS.mkdir(exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATELINE_DATA": f"{folder}/data", "DATELINE_QUESTIONS_PER_MINUTE": "1"}
        demo = subprocess.Popen([BIN / "dateline", "demo", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}")
            shoot(f"http://127.0.0.1:{port}", environment)
        finally:
            demo.terminate()
            demo.wait(15)


def shoot(address: str, environment: dict[str, str]) -> None:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        found = pages(address)
        draw(browser, address, found)
        for scheme, width in itertools.product(SCHEMES, WIDTHS):
            page = browser.new_page(viewport={"width": width, "height": HEIGHT_PX}, color_scheme=scheme)
            for prefix, (name, path) in itertools.product(PREFIXES, found.items()):
                take(page, f"{address}{prefix}{path}", f"{name}{prefix.replace('/', '-')}-{scheme}-{width}.png")
            page.close()
        for prefix in OTHERS:
            in_another_language(browser, address, prefix, found)
        for prefix, width in itertools.product(PREFIXES, WIDTHS):
            unfolded(browser, f"{address}{prefix}", prefix, width)
            printed(browser, f"{address}{prefix}", prefix, found)
            gone_wrong(browser, f"{address}{prefix}", prefix, width, environment)
        for width in WIDTHS:
            at_the_desk(browser, f"{address}/desk/", width)
        browser.close()


def take(page: Page, address: str, name: str) -> None:
    page.goto(address)
    picture_of(page, name)


def picture_of(page: Page, name: str) -> None:
    """All of a page at once, its height the window's: what sticks to the window's edge stands where it ends, and no picture waits."""
    width = (page.viewport_size or {"width": WIDTHS[0]})["width"]
    page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager' })")
    page.set_viewport_size({"width": width, "height": max(HEIGHT_PX, min(MOST_PX, page.evaluate("document.documentElement.scrollHeight")))})
    page.evaluate("Promise.all([...document.images].map(one => one.decode().catch(() => null)))")
    page.screenshot(path=SHOTS / name, full_page=True)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    page.set_viewport_size({"width": width, "height": HEIGHT_PX})
    print(name + (f": scrolls sideways, {wide} px" if wide > window else ""))


def in_another_language(browser: Browser, address: str, prefix: str, found: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": 360, "height": HEIGHT_PX})
    own = found.get(f"item-{prefix[1:]}", found["item-en"])
    for name, path in (("listing-narrowed", found["listing-narrowed"]), ("item", own), ("corrected", found["corrected"])):
        take(page, f"{address}{prefix}{path}", f"{name}{prefix.replace('/', '-')}-light-360.png")
    page.close()


def unfolded(browser: Browser, address: str, prefix: str, width: int) -> None:
    """The menu and the filters, each group open; and where the focus is after two steps."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT_PX})
    page.goto(f"{address}/news/?topic=water-management")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    picture_of(page, f"listing-open{prefix.replace('/', '-')}-{width}.png")
    page.goto(f"{address}/news/")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.screenshot(path=SHOTS / f"focus{prefix.replace('/', '-')}-{width}.png")
    page.close()


def printed(browser: Browser, address: str, prefix: str, found: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": PAPER_PX, "height": HEIGHT_PX})
    page.emulate_media(media="print")
    for name in ("corrected", "listing-narrowed"):
        take(page, f"{address}{found[name]}", f"{name}{prefix.replace('/', '-')}-print.png")
    page.close()


def gone_wrong(browser: Browser, address: str, prefix: str, width: int, environment: dict[str, str]) -> None:
    """429 as it is answered; 500 and 503 as they would be, for nothing of ours can be asked to fail."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT_PX}, extra_http_headers={"X-Forwarded-For": AWAY})
    for number in range(20):
        answer = page.goto(f"{address}/news/?q=word{number}{width}")
        if answer and answer.status == 429:
            break
    picture_of(page, f"too-many{prefix.replace('/', '-')}-{width}.png")
    for name in ("failed", "unavailable"):
        told = [str(BIN / "dateline"), "manage", "shell", "--no-imports", "-c", FAILED.format(name, prefix)]
        body = subprocess.run(told, env=environment | {"DATELINE_LANGUAGES": "en,ar,ru"}, check=True, capture_output=True, text=True).stdout
        page.route("**/went-wrong/", partial(answered, body))
        take(page, f"{address}/went-wrong/", f"{name}{prefix.replace('/', '-')}-{width}.png")
        page.unroute("**/went-wrong/")
    page.close()


def answered(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


def at_the_desk(browser: Browser, desk: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": DESK_PX})
    page.goto(f"{desk}login/")
    page.screenshot(path=SHOTS / f"desk-login-{width}.png")
    page.fill("[name=username]", "tobias")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(desk)
    for name, path in DESK.items():
        window_of(page, f"{desk}{path}", f"desk-{name}-{width}.png")
    page.goto(f"{desk}releases/")
    first = page.locator("a[href*='/releases/edit/']").first.get_attribute("href")
    window_of(page, f"{desk}{(first or '').partition('/desk/')[2]}", f"desk-edit-{width}.png")
    page.close()


def window_of(page: Page, address: str, name: str) -> None:
    """What the desk's window shows: Wagtail scrolls within it."""
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=SHOTS / name)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    print(name + (f": scrolls sideways, {wide} px" if wide > window else ""))


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
