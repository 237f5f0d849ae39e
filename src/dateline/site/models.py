"""The newsroom itself: whose it is."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models

from dateline.record import log
from dateline.record.position import database
from dateline.search.ground import Last
from dateline.vocabularies.models import in_order, said


class Newsroom(models.Model):
    """One row: the institution's name and what it says about itself, on every page."""

    name = models.CharField(max_length=200, default="Newsroom")
    names = models.JSONField(default=dict, blank=True, help_text="The name per language.")
    short_name = models.CharField(max_length=50, blank=True, help_text="For page titles, such as ILRO.")
    short_names = models.JSONField(default=dict, blank=True, help_text="The short name per language.")
    mark = models.CharField(max_length=200, blank=True, help_text="A static file, such as demo/mark.svg.")
    reference_pattern = models.CharField(
        max_length=100, blank=True, help_text="Such as PR-{year}-{n:03}. Empty: releases have no reference number."
    )
    corrections_policy = models.JSONField(default=dict, blank=True, help_text="One paragraph per language, on the page of corrections.")
    accessibility = models.JSONField(
        default=dict, blank=True, help_text="One paragraph per language, at the end of the page on accessibility."
    )
    address = models.CharField(max_length=300, blank=True, help_text="One line at the foot of every page.")
    about = models.JSONField(default=dict, blank=True, help_text="One paragraph per language.")
    accent = models.CharField(max_length=7, blank=True, help_text="The colour of links and buttons, such as #0b4f8a.")
    intro = models.JSONField(default=dict, blank=True, help_text="A sentence or two per language, on the first page.")
    footer = models.JSONField(default=dict, blank=True, help_text="A line per language, at the foot of every page.")
    type_name = models.JSONField(default=dict, blank=True, help_text="What the list of content types is called, per language.")
    office_name = models.JSONField(default=dict, blank=True, help_text="What the list of offices is called, per language.")
    topic_name = models.JSONField(default=dict, blank=True, help_text="What the list of topics is called, per language.")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def told(self) -> str:
        """All that it says in one text: rows that say the same are told alike."""
        return json.dumps([getattr(self, field.attname) for field in self._meta.concrete_fields])

    def name_in(self, language: str) -> tuple[str, str]:
        """And the language that it is in: the one asked for, else the newsroom's first, which `name` is in unless `names` says it."""
        first: str = settings.LANGUAGES_SHOWN[0]
        return next((found for tag in (language, first) if (found := said(self.names, tag))[0]), (self.name, first))

    def short_name_in(self, language: str) -> str:
        """For page titles; "" where nobody gave one."""
        return said(self.short_names, language)[0] or self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        _kept.keep(None, self)


class FormerView(models.Model):
    """How the filter addresses of an old site's list are read: `rule` is what `site.former_views` knows. The latest that fits holds."""

    path = models.CharField(max_length=1000)  # "/news", or with a place in it: "/topics/{topic}"
    rule = models.JSONField()
    run = models.PositiveIntegerField(null=True)  # of the import that brought it

    def __str__(self) -> str:
        return self.path


def in_some_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text of the newsroom's, and its language: this page's, else the first that there is; two empty ones where there is none."""
    wanted = said(texts, language)
    return wanted if wanted[0] else next(((text, tag) for tag, text in in_order(texts)), ("", ""))


_kept: Last[Newsroom] = Last()  # under the database's name and a position of the record


def newsroom_now() -> Newsroom:
    """The same to read alone, kept while the record stands still: what the desk saves is a Change."""
    position = log.position()
    key = (database(), position)
    known = _kept.get(key)
    if known is None:
        known = newsroom()
        if log.position() == position:
            _kept.keep(key, known)
    return known


def newsroom_known(nameless: str) -> Newsroom:
    """As this process knew it last, without asking the database; by that name where it never did."""
    match _kept.last():
        case ((asked, _), Newsroom() as last) if asked == database():
            return last
        case _:
            return Newsroom(name=nameless)


def newsroom() -> Newsroom:
    """Whose newsroom this is; a nameless one before somebody said."""
    return Newsroom.objects.first() or Newsroom()
