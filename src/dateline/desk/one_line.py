"""A box for words that are one line and may be long: it grows, so that none of them is hidden."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.widgets import AdminAutoHeightTextInput


class OneLine(AdminAutoHeightTextInput):
    """What is typed in several lines comes as one. Any script reads right in it."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"dir": "auto", "rows": 1, "class": "desk-line", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        typed = super().value_from_datadict(data, files, name)
        return " ".join(typed.split()) if isinstance(typed, str) else None
