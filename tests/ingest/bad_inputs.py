"""Files that go wrong, each with what must be said of it: made here, none of them stored.

BAD_LINES stand between two good lines, which must come in. BAD_FILES are refused whole. BAD_MAPPINGS go with a good file.
"""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from typing import Any

GOOD = {"source": "good", "title": "Good", "published": "2022-10-05", "lead": "Good.", "offices": ["Mission"]}


def line(**said: Any) -> bytes:
    """One item, as JSON; what is None is left out."""
    whole = {**GOOD, "source": "bad", "title": "Bad", **said}
    return json.dumps({name: value for name, value in whole.items() if value is not None}).encode()


def nested(depth: int) -> Any:
    found: Any = "x"
    for _ in range(depth):
        found = [found]
    return found


# name -> (the line, what is said of it; "" where it comes in, put right, or harmless)
BAD_LINES: dict[str, tuple[bytes, str]] = {
    "half an object": (b'{"title": ', "is not JSON (Expecting value"),
    "words": (b"Hello, world", "is not JSON"),
    "a list": (b"[1, 2]", "is JSON, but not an object with fields."),
    "a number": (b"5", "is JSON, but not an object with fields."),
    "null": (b"null", "is JSON, but not an object with fields."),
    "two objects": (line() + line(), "is not JSON (Extra data"),
    "brackets without end": (b"[" * 100_000, "is not JSON (maximum recursion depth"),
    "a list in lists": (line(colour=nested(200)), "colour: holds lists or objects more than 50 deep. Write them flat."),
    "NaN": (b'{"title": NaN, "published": "2022-10-05"}', "NaN is no number of JSON"),
    "Infinity": (b'{"title": -Infinity, "published": "2022-10-05"}', "-Infinity is no number of JSON"),
    "a field twice": (b'{"title": "A", "title": "B", "published": "2022-10-05"}', "“title” stands in one object twice"),
    "a line in Windows-1252": ('{"title": "Été", "published": "2022-10-05"}'.encode("cp1252"), "is not UTF-8 (byte 12)."),
    "a line in UTF-16": ('{"title": "x"}'.encode("utf-16-le"), "is not JSON"),
    "bytes of a picture": (b"\x89PNG\r\x1a\x00\x00\xff\xfe", "is not UTF-8 (byte 1)."),
    "NULs": (b"\x00" * 4096, "is not JSON"),
    "no title": (line(title=None), "has no title."),
    "an empty title": (line(title=" \t "), "has no title."),
    "a title of control characters": (line(title="\x00\x07"), "has no title."),
    "a title too long": (line(title="x" * 501), "title: is 501 characters long; 500 is the most. Shorten it."),
    "a subtitle too long": (line(subtitle="x" * 1001), "subtitle: is 1,001 characters long; 1,000 is the most. Shorten it."),
    "a title that is an object": (line(title={"en": "Bad"}), "title: is an object; its fields are named title.name in the mapping."),
    "a title that is a list": (line(title=["Bad"]), "title: is a list; its members are named title[] in the mapping."),
    "an office that is an object": (line(offices=[{"name": "Mission"}]), "offices[]: is an object; its fields are named offices[].name"),
    "a topic too long": (line(topics=["x" * 256]), "topic: “" + "x" * 40 + "…” is 256 characters long; 255 are the most. Shorten it."),
    "a number without end": (b'{"title": ' + b"9" * 5000 + b"}", "value has 5000 digits)."),
    "an id too long": (line(source="x" * 256), "source: is 256 characters long; 255 are the most. Shorten it."),
    "a reference too long": (line(reference="x" * 101), "reference: is 101 characters long; 100 are the most. Shorten it."),
    "an id twice": (line(source="good"), "“Bad” stands in this file twice, first on line 1."),
    "no date": (line(published=None), "“Bad”: published: “” is not a date such as 2022-10-05."),
    "2022-13-40": (line(published="2022-13-40"), "published: “2022-13-40” is no day of the calendar. Write one such as 2022-10-05."),
    "the year 0000": (line(published="0000-01-01"), "“0000-01-01” is no day of the calendar."),
    "0000-00-00": (line(published="0000-00-00"), "“0000-00-00” is no day of the calendar."),
    "the year 1": (line(published="0001-01-01"), "“0001-01-01” is in the year 1. Write a day between 1450 and 2999."),
    "the year 9999": (line(published="9999-12-31T23:59:59-12:00"), "“9999-12-31” is in the year 9999."),
    "the year 99999": (line(published="99999-01-01"), "“99999-01-01” is not a date such as 2022-10-05."),
    "30 February": (line(published="30 February 2022"), "“30 February 2022” is not a date such as 2022-10-05."),
    "2022-02-30": (line(published="2022-02-30"), "“2022-02-30” is no day of the calendar."),
    "two days at once": (line(published="08-11-2005"), "could be two days. Write 2005-08-11 or 2005-11-08."),
    "yesterday": (line(published="yesterday"), "“yesterday” is not a date such as 2022-10-05."),
    "seconds since 1970": (line(published=1664928000), "“1664928000” is not a date such as 2022-10-05."),
    "a day to come": (line(published="2950-01-01"), "2950-01-01 is still to come. Import it on that day, or schedule it at the desk."),
    "half past 25": (line(published="2022-10-05 25:30"), "has no time of day such as 16:43:22."),
    "an offset of 99 hours": (line(published="2022-10-05T10:00:00+99:00"), "has no offset such as +02:00."),
    "a zone by letters": (line(published="2022-10-05T10:00 CEST"), "is not a date such as 2022-10-05."),
    "an hour that does not exist": (line(published="2022-03-27 02:30"), "does not exist in Europe/Vienna: clocks go forward."),
    "an hour that comes twice": (line(published="2022-10-30 02:30"), "comes twice in Europe/Vienna: clocks go back. Which one?"),
    "a language that is a word": (line(language="englisch!"), "language: “englisch!” is not a language tag such as en, fr or pt-BR."),
    "a language nobody speaks": (line(language="xx-unknown"), "language: “xx-unknown” is not a language tag"),
    "a language too long": (line(language="en-" + "x" * 40), "language: is 43 characters long; 35 is the most."),
    # What comes in, put right.
    "half a character": (line(title="Bad \ud83d title"), ""),
    "half a character in an id": (line(source="bad\ud800"), ""),
    "half a character in a label": (line(topics=["Wa\udc00ter"]), ""),
    "NULs in every field": (line(title="B\x00ad", lead="L\x00", body="<p>\x00x</p>", offices=["M\x00"], reference="\x00R"), ""),
    "overrides of direction": (line(title="Bad \u202egpj.exe"), ""),
    "overrides spelled as entities": (line(title="Bad &#8238;gpj", lead="A&#x202E;b", body="<p>&#8237;Text", topics=["W&#8238;r"]), ""),
    "a byte-order mark within": (b"\xef\xbb\xbf" + line(), ""),
    "entities": (line(title="Bad &amp; worse &#8211; &lt;b&gt;"), ""),
    "a script": (line(body="<p>Text</p><script>alert(1)</script><img src=x onerror=alert(1)>"), ""),
    "handlers": (line(body='<p onclick="alert(1)" style="position:fixed">Text</p><a href="/x" onmouseover="alert(1)">x</a>'), ""),
    "javascript: in every spelling": (line(body='<a href="java\tscript:alert(1)">x</a><a href="&#106;avascript:alert(1)">x</a> Text'), ""),
    "data: and vbscript:": (line(body='<a href="data:text/html,<script>alert(1)</script>">x</a><a href="vbscript:alert(1)">Text</a>'), ""),
    "elements 10,000 deep": (line(body="<div>" * 10_000 + "Text" + "</div>" * 10_000), ""),
    "bold 10,000 deep": (line(body="<p>" + "<b>" * 10_000 + "Text"), ""),
    "lists 5,000 deep": (line(body="<ul><li>" * 5_000 + "Text"), ""),
    "elements that are not closed": (line(body="<p><b><table><tr><td>Text<p>more<li>and"), ""),
    "an attribute of 5 MB": (line(body=f'<p title="{"x" * 5_000_000}">Text</p>'), ""),
    "svg and mathml": (line(body="<svg><style><img src=x onerror=alert(1)></svg><math><mi><script>alert(1)</script></math>Text"), ""),
    "an entity bomb": (line(body='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;&b; Text</p>'), ""),
    "a comment without end": (line(body="<p>Text</p><!-- <script>alert(1)"), ""),
    "an address that is a program": (line(former=["javascript:alert(1)", "relative", "/old/bad"]), ""),
    "an address too long": (line(former=["/" + "x" * 3000]), ""),
    "a story that translates itself": (line(story="bad", translation_of="bad"), ""),
}  # fmt: skip

# name -> what the page and `.json` must not hold, of the lines above that come in
HOSTILE = ("alert(1)", "onclick", "onerror", "onmouseover", "javascript:", "vbscript:", "data:text", "<svg", "<math", "\u202e", "\x00")


def packed(data: bytes, name: str = "items.jsonl") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def tarred(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("items.jsonl")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


ITEMS = b"".join(line(source=str(n), title=f"Title {n} {'x' * n}") + b"\n" for n in range(200))
CSV = "title,published\nOne,2022-10-05\n"

# name -> (the file's bytes, what is said)
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty."),
    "spaces": (b" \n\t\n" * 9, "is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", "is not text."),
    "a program": (b"\x7fELF\x02\x01\x01\x00\x00\xff\xfe", "is not text."),
    "a ZIP archive": (packed(ITEMS), "is a ZIP archive. Unpack it first."),
    "a tar archive": (tarred(ITEMS), "is a tar archive. Unpack it first."),
    "a tar archive, packed": (gzip.compress(tarred(ITEMS)), "is a tar archive. Unpack it first."),
    "half an xz": (lzma.compress(ITEMS)[:-40], "is damaged and cannot be unpacked"),
    "half a gzip": (gzip.compress(ITEMS)[:-40], "is damaged and cannot be unpacked"),
    "an xz with a wrong byte": (lzma.compress(ITEMS)[:-60] + b"?" + lzma.compress(ITEMS)[-59:], "is damaged and cannot be unpacked"),
    "an xz with something behind it": (lzma.compress(ITEMS) + b"?" * 20, "is damaged and cannot be unpacked"),
    "an xz whose second part is damaged": (lzma.compress(ITEMS) + b"?" + lzma.compress(ITEMS)[1:], "is damaged and cannot be unpacked"),
    "an xz whose second part is half": (lzma.compress(ITEMS) + lzma.compress(ITEMS)[:-40], "is damaged and cannot be unpacked"),
    "a gzip with something behind it": (gzip.compress(ITEMS) + b"?" * 20, "is damaged and cannot be unpacked"),
    "bzip2": (bz2.compress(ITEMS), "is packed by bzip2. Unpack it first, or pack it by xz or gzip."),
    "Zstandard": (b"\x28\xb5\x2f\xfd\x04\x00\x99", "is packed by Zstandard. Unpack it first"),
    "a gzip of a gzip": (gzip.compress(gzip.compress(ITEMS)), "was packed twice, within by gzip. Unpack it first."),
    "a workbook": (packed(b"", "[Content_Types].xml"), "is a document of an office program. Save its table as CSV, in UTF-8."),
    "a workbook of before 2007": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a document of an office program."),
    "a gzip of nothing": (gzip.compress(b""), "is empty."),
    "a JSON list": (b"[" + line() + b"]", "is one JSON list. JSON Lines hold one object a line"),
    "JSON over several lines": (b'{\n  "title": "One",\n  "published": "2022-10-05"\n}\n', "has one object on several lines."),
    "JSON Lines under other names": (
        b'{not JSON\n{"headline": "One", "date": "2022-10-05"}\n{"headline": "Two", "date": "2022-10-06"}\n',
        "there is no field “published”. The fields of line 2: headline, date. Name yours in a --mapping.",
    ),
    "a letter": (b"Dear editors,\n\nplease find attached\n", "is of no format known here."),
    "a web page": (b"<!DOCTYPE html><title>x</title>", "is of no format known here."),
    "CSV without a line of names": (b"One,2022-10-05\nTwo,2022-10-06\n", "is of no format known here."),
    "CSV without a date": (b"title,colour\nOne,red\n", "there is no column “published”. The first line names the columns: title, colour."),
    "CSV with a name twice": (b"title,published,title\nOne,2022-10-05,x\n", "two columns are called “title”. Rename one."),
    "CSV without a row": (b"title,published\r\n,\r\n", "has a line of names and nothing below it."),
    "CSV of old Macintoshes": (
        b"title,published\rOne,2022-10-05\r",
        "its lines end by a carriage return alone. Save it with line ends of Unix",
    ),
    "broken UTF-16": (b"\xff\xfe{\x00\x00\xd8\x00\xd8", "begins like UTF-16-LE and is not. Save it as UTF-8."),
}

LEAST = "fields:\n  title: title\n  published: published\n"
# name -> (the mapping, what is said)
BAD_MAPPINGS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty. A mapping begins with “fields:”."),
    "a list": (b"- title\n", "is no list of names. A mapping begins with “fields:”."),
    "not YAML": (b"fields: {title: \n", "is not YAML"),
    "a tab": (b"fields:\n\ttitle: title\n", "line 2: is not YAML"),
    "not UTF-8": (b"fields: \xff\n", "cannot be read"),
    "no fields": (b"format: jsonl\n", "line 1: “fields” is missing"),
    "fields that are a list": (b"fields: [title]\n", "“fields” is missing"),
    "no title": (b"fields:\n  published: date\n", "line 1: “title” is missing: every release has one."),
    "a part nobody knows": (f"{LEAST}  colour: c\n".encode(), "line 4: there is no part “colour”."),
    "a key nobody knows": (f"{LEAST}colour: red\n".encode(), "line 4: there is no “colour”."),
    "a key twice": (f"{LEAST}  title: name\n".encode(), "line 4: “title” stands twice. Keep one."),
    "a zone on Mars": (f"{LEAST}zone: Mars/Olympus\n".encode(), "line 4: “Mars/Olympus” is not a zone such as Europe/Vienna."),
    "an order": (f"{LEAST}order: random\n".encode(), "line 4: “random” is neither"),
    "a format": (f"{LEAST}format: xml\n".encode(), "line 4: “xml” is no format that takes a mapping. Known are jsonl, csv."),
    "a language": (f"{LEAST}language: e_n\n".encode(), "line 4: “e_n” is not a language tag such as en, fr or pt-BR."),
    "a choice that is none": (f"{LEAST}lead_from_body: perhaps\n".encode(), "line 4: “perhaps” is neither true nor false."),
    "an empty field": (f"{LEAST}  lead: {{field: }}\n".encode(), "line 4: “lead” has an empty “field”."),
    "two sources of one part": (f"{LEAST}  lead: {{field: a, value: b}}\n".encode(), "line 4: “lead” takes one of"),
    "replace as a list": (f"{LEAST}  lead: {{field: a, replace: [b]}}\n".encode(), "line 4: “replace” of “lead” takes pairs {old: new}"),
    "replace by nothing": (f"{LEAST}  lead: {{field: a, replace: {{b: }}}}\n".encode(), "pairs {old: new}; nothing is written ''."),
    "half a place": (f"{LEAST}  source: {{template: '{{a}}/{{b'}}\n".encode(), "line 4: “{a}/{b” has a brace without its other one."),
    "a place that is none": (f"{LEAST}  source: {{template: '{{a..b}}'}}\n".encode(), "line 4: “a..b” is not a path such as components"),
    "a path that is none": (f"{LEAST}  topic: 'a..b'\n".encode(), "line 4: “a..b” is not a path such as components[].name."),
    "terms as a list": (f"{LEAST}terms: [office]\n".encode(), "line 4: “terms” takes pairs of labels under type, office, topic, language."),
    "terms of colours": (f"{LEAST}terms:\n  colour: {{a: b}}\n".encode(), "line 5: “colour” takes pairs of labels for one of"),
    "an anchor": (f"{LEAST}zone: &z UTC\n".encode(), "line 4: names with & and * are not used here."),
    "a bomb of anchors": (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "line 1: names with & and * are not used here."),
    "signs that are no text": (f'{LEAST}zone: "a\\0"\n'.encode(), "line 4: 'a\\x00' holds signs that are no text. Leave them out."),
    "a date that is none": (f"{LEAST}terms: {{office: {{2022-13-40: a}}}}\n".encode(), "is not YAML (month must be in 1..12)."),
    "brackets without end": (b"fields: " + b"[" * 5000, "is not YAML"),
    "no": (f"{LEAST}language: no\n".encode(), "line 4: YAML does not read “no” as a text. Put it in quotes."),
    "a label that is Yes": (f"{LEAST}terms:\n  topic:\n    Yes: Agreed\n".encode(), "line 6: YAML does not read “Yes” as a text."),
    "a version": (f"{LEAST}terms: {{topic: {{A: 1.10}}}}\n".encode(), "line 4: YAML does not read “1.10” as a text."),
    "a number with noughts": (f"{LEAST}  office: {{value: 007}}\n".encode(), "line 4: YAML does not read “007” as a text."),
    "two labels for one": (f"{LEAST}terms:\n  topic: {{A: [B, C]}}\n".encode(), "line 5: “A” stands for one label."),
    "half a place of a path": (f"{LEAST}former_views: [{{path: '/{{topic'}}]\n".encode(), "“/{topic” has a brace without its other one."),
    "a place twice": (f"{LEAST}former_views: [{{path: '/{{topic}}/{{topic}}'}}]\n".encode(), "“{topic}” stands in one path twice."),
    "a rule without a path": (f"{LEAST}former_views: [{{view: {{}}}}]\n".encode(), "line 4: “None” is not a path of the old site"),
}
