"""What browsers are told holds on every page: nothing of another host, nothing inline, no cookie, no words that become markup."""

from collections import defaultdict

import pytest
from playwright.sync_api import Error, Page, Response

from dateline.site.security import HEADERS, SECURITY
from tests.gates.conftest import Sample

pytestmark = pytest.mark.browser

WATCH = """document.addEventListener("securitypolicyviolation", (one) => {
  (window.refused ??= []).push(`${one.violatedDirective}: ${one.blockedURI}`)
})"""
OTHER_FORMS = ("/news.json", "/news.csv", "/health/live", "/news/?page=0", "/static/style.css", "/static/nothing.css", "/files/x/y", "/fr")


def visit(page: Page, addresses: dict[str, str]) -> tuple[list[Response], dict[str, list[str]]]:
    """Every answer that the pages brought along, and what the browser complained of, by page."""
    answers: list[Response] = []
    said: dict[str, list[str]] = defaultdict(list)
    now = ""
    page.add_init_script(WATCH)
    page.on("response", lambda one: answers.append(one))
    page.on("console", lambda one: said[now].append(one.text) if "Failed to load resource" not in one.text else None)  # 404 and 410
    page.on("pageerror", lambda one: said[now].append(one.message))
    for now, address in addresses.items():
        page.goto(address, wait_until="load")
        said[now] += page.evaluate("window.refused ?? []")
    return answers, {name: words for name, words in said.items() if words}


def test_no_page_breaks_its_own_policy_asks_elsewhere_or_sets_a_cookie(page: Page, sample: Sample) -> None:
    answers, complaints = visit(page, sample.pages() | sample.pages("/ar"))
    assert complaints == {} and len(answers) > len(sample.kinds) * 2
    assert [one.url for one in answers if not one.url.startswith(f"{sample.server.base}/")] == []
    assert page.context.cookies() == []


@pytest.mark.slow
def test_no_item_does_either(page: Page, sample: Sample) -> None:
    """Every item, and every kind of page in the languages that are left."""
    addresses = {path: f"{sample.server.base}{path}" for path in sample.items} | sample.pages("/fr") | sample.pages("/ru")
    answers, complaints = visit(page, addresses)
    assert complaints == {} and len(answers) > len(addresses) > 100 and page.context.cookies() == []
    assert [one.url for one in answers if not one.url.startswith(f"{sample.server.base}/")] == []


def test_every_answer_carries_the_headers_that_keep_others_out(page: Page, sample: Sample) -> None:
    answers, _ = visit(page, sample.pages())
    lacking = {(one.url, name) for one in answers for name, value in SECURITY.items() if one.headers.get(name.lower()) != value}
    assert {name for url, name in lacking if "/files/" in url} <= {"Content-Security-Policy", "Cross-Origin-Resource-Policy"}
    assert {url for url, _ in lacking if "/files/" not in url} == set()


@pytest.mark.parametrize("path", OTHER_FORMS)
def test_other_forms_files_and_errors_carry_them_too(sample: Sample, path: str) -> None:
    _, headers, _ = sample.server.answer(path)
    expected = SECURITY if path == "/static/style.css" else HEADERS
    said = {name.lower(): value for name, value in headers.items()}
    assert {name: said.get(name.lower()) for name in expected} == expected
    assert "set-cookie" not in said


def test_a_file_opens_nothing_and_may_be_shown_elsewhere(sample: Sample) -> None:
    picture = next(part for part in sample.items[sample.kinds["picture"]].split('"') if part.startswith("/files/"))
    status, headers, _ = sample.server.answer(picture)
    said = {name.lower(): value for name, value in headers.items()}
    assert status == 200 and said["content-security-policy"] == "default-src 'none'; sandbox"
    assert said["cross-origin-resource-policy"] == "cross-origin" and said["x-content-type-options"] == "nosniff"


def test_the_browser_would_have_refused_style_script_and_markup(page: Page, sample: Sample) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{sample.server.base}/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: 'https://elsewhere.example/x.png'}))")
    page.wait_for_function("window.refused?.length === 2")
    assert [one.partition(":")[0] for one in page.evaluate("window.refused")] == ["style-src-attr", "img-src"]
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<p>words</p>'")
