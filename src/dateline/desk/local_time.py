"""A time in a form: what a clock in the release's zone shows. An hour that comes twice, or never, is asked about with radio buttons."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dateline.releases import hours
from dateline.releases.checks import zone_problems
from dateline.releases.hours import Choice, UnclearTime

WRITTEN = "%Y-%m-%dT%H:%M"
Given = tuple[str, str]  # what stands in the box, and which of two instants was chosen


class LocalTimeInput(forms.Widget):
    """The browser's own picker of day and time; below it the choices, where the time is not one instant."""

    zone = "UTC"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Given | None:
        text = str(data.get(name) or "").strip()
        return (text, str(data.get(f"{name}_which") or "")) if text else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        text, which = self.given(value)
        shown = {**self.attrs, **(attrs or {}), "type": "datetime-local", "name": name, "value": text}
        box = format_html(
            "<input{}>", format_html_join("", ' {}="{}"', ((key, one) for key, one in shown.items() if one not in (None, False)))
        )
        radios = [self.radio(name, choice, which) for choice in choices(text, self.zone)]
        return format_html("{}{}", box, format_html_join("", "{}", ((radio,) for radio in radios)))

    def given(self, value: Any) -> Given:
        if isinstance(value, datetime):
            return hours.local(value, self.zone).strftime(WRITTEN), value.astimezone(UTC).isoformat()
        return value or ("", "")

    def radio(self, name: str, choice: Choice, which: str) -> SafeString:
        at = choice.at.isoformat()
        checked = SafeString(" checked") if at == which else ""
        return format_html(
            '<label class="desk-choice"><input type="radio" name="{}_which" value="{}"{}> {}</label>', name, at, checked, choice.said
        )

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return id_


class LocalTimeField(forms.Field):
    """An instant. `zone` is set by the form before anything is cleaned; without a usable one nothing is said, for the zone says it."""

    widget = LocalTimeInput

    def __init__(self, *, zone: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.zone = zone if not zone_problems(zone) else ""
        self.widget.zone = self.zone or "UTC"

    def to_python(self, value: Any) -> datetime | None:
        if value is None or not self.zone:
            return None
        text, which = value
        local = read(text)
        if local is None:
            raise ValidationError(f"“{text}” is no day and time. Write it such as 2026-11-25 10:00.")
        try:
            return hours.instant(local, self.zone)
        except UnclearTime as unclear:
            chosen = next((choice.at for choice in unclear.choices if choice.at.isoformat() == which), None)
            if chosen is None:
                raise ValidationError(str(unclear)) from None
            return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


def read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None


def choices(text: str, zone: str) -> tuple[Choice, ...]:
    """The instants that a local time could be, when it is not exactly one."""
    local = read(text)
    try:
        if local is not None:
            hours.instant(local, zone)
    except UnclearTime as unclear:
        return unclear.choices
    return ()


def settle(form: forms.ModelForm) -> None:  # type: ignore[type-arg]
    """Give a release's form its two times, in the zone that it names."""
    zone = str(form.data.get(form.add_prefix("zone")) or "") if form.is_bound else form.instance.zone
    where = hours.city(zone)
    told = {
        "go_live_at": ("Goes out at", f"By the clock of {where}. Empty: when somebody publishes it."),
        "expire_at": ("Public until", f"By the clock of {where}. Its page then says that its time is over. Empty: for good."),
    }
    for name, (label, help_text) in told.items():
        form.fields[name] = LocalTimeField(zone=zone, label=label, help_text=help_text)


def keep_a_past_end(form: forms.ModelForm) -> None:  # type: ignore[type-arg]
    """An end that is past may stand in a draft that had it: what is over must stay editable. Called before Wagtail checks the times."""
    end = form.cleaned_data.get("expire_at")
    if end and end < timezone.now() and end == form.instance.expire_at:
        del form.cleaned_data["expire_at"]


def tell_a_wrong_end(form: forms.ModelForm) -> None:  # type: ignore[type-arg]
    """An end that is past, or before the beginning. Called before Wagtail checks the times, for its words name no field of this form."""
    begin, end = form.cleaned_data.get("go_live_at"), form.cleaned_data.get("expire_at")
    if not end:
        return
    why = "is before it goes out" if begin and end <= begin else "is past" if end < timezone.now() else ""
    if why:
        field: LocalTimeField = form.fields["expire_at"]  # type: ignore[assignment]
        at = f"{hours.local(end, field.zone):%Y-%m-%d %H:%M} {hours.city(field.zone)}"
        form.add_error("expire_at", f"{at} {why}. Choose a later time, or none.")
