"""`former_views` of a mapping file: how an old site's filter addresses are read, checked and made ready for `site.former_views`. Pure.

former_views:
  - path: /news
    view: {type: Press release}
    parameters:
      - {name: "f[*]", prefix: "component:", is: office}
      - {name: page, is: page, first: 0, size: 10}
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TERMS = ("type", "office", "topic")
MEANINGS = (*TERMS, "language", "year", "from", "to", "q", "sort", "page")
RULE_KEYS = frozenset({"path", "view", "parameters"})
PARAMETER_KEYS = frozenset({"name", "is", "prefix", "terms", "first", "size"})
PLACE = re.compile(r"\{([^{}]*)\}")
BRACE = re.compile("[{}]")
MOST_CHARS = 1000

Path = tuple[str, ...]


def faults(said: Any) -> Iterator[tuple[Path, str]]:
    """(where, what is wrong and the way out)."""
    if not isinstance(said, list):
        yield ("former_views",), "“former_views” is a list of rules, each beginning with “- path:”."
        return
    for number, rule in enumerate(said):
        here = ("former_views", str(number))
        if not isinstance(rule, dict):
            yield here, "a rule has a “path”, and “parameters” or a “view”."
            continue
        yield from ((here if key is None else (*here, key), message) for key, message in rule_faults(rule))
        for place, one in enumerate(rule.get("parameters") or () if isinstance(rule.get("parameters"), list) else ()):
            yield from (((*here, "parameters", str(place)), message) for message in parameter_faults(one))


def rule_faults(rule: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    for key in rule.keys() - RULE_KEYS:
        yield str(key), f"a rule has no “{key}”. Known are {', '.join(sorted(RULE_KEYS))}."
    path = rule.get("path")
    if not isinstance(path, str) or not path.startswith("/") or "?" in path or len(path) > MOST_CHARS:
        yield "path" if "path" in rule else None, f"“{path}” is not a path of the old site such as /news; parameters stand under it."
    else:
        if BRACE.search(PLACE.sub("", path)):
            yield "path", f"“{path}” has a brace without its other one. A place in it is written {{topic}}."
        places = PLACE.findall(path)
        wrong = [place for place in places if place not in MEANINGS]
        yield from (("path", f"“{{{place}}}” says nothing. Known are {', '.join(MEANINGS)}.") for place in wrong)
        twice = sorted({place for place in places if places.count(place) > 1})
        yield from (("path", f"“{{{place}}}” stands in one path twice. Keep one.") for place in twice)
    if not isinstance(rule.get("parameters", []), list):
        yield "parameters", "“parameters” is a list, each beginning with “- {name: ..., is: ...}”."
    view = rule.get("view", {})
    if not isinstance(view, dict) or view.keys() - set(MEANINGS):
        yield "view", f"“view” takes pairs of one of {', '.join(MEANINGS)} and its value."


def parameter_faults(one: Any) -> Iterator[str]:
    if not isinstance(one, dict) or not isinstance(one.get("name"), str) or one.get("is") not in MEANINGS:
        yield f"a parameter has a “name” and says what it “is”: {', '.join(MEANINGS)}."
        return
    for key in one.keys() - PARAMETER_KEYS:
        yield f"a parameter has no “{key}”. Known are {', '.join(sorted(PARAMETER_KEYS))}."
    if not isinstance(one.get("terms", {}), dict):
        yield "“terms” takes pairs of the old site's value and our label."
    for key, least in (("first", 0), ("size", 1)):
        value = one.get(key, least)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            yield f"“{key}” is a number from {least} on."


def made(said: Any, terms: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, Any], ...]:
    """The rules as they are kept: old labels of `terms` are read too."""
    return tuple(rule(one, terms) for one in said or ())


def rule(said: Mapping[str, Any], terms: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    view = {
        str(name): [str(one) for one in (value if isinstance(value, list) else [value])] for name, value in (said.get("view") or {}).items()
    }
    return {"path": said["path"], "view": view, "parameters": [parameter(one, terms) for one in said.get("parameters") or ()]}


def parameter(said: Mapping[str, Any], terms: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    own = {str(old): str(new) for old, new in (said.get("terms") or {}).items()}
    known = {**terms.get(said["is"], {}), **own}
    kept = {key: said[key] for key in ("name", "is", "prefix", "first", "size") if key in said}
    return {**kept, **({"prefix": str(said["prefix"])} if "prefix" in said else {}), **({"terms": known} if known else {})}
