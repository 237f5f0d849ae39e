"""The newsroom itself: whose it is."""

from typing import Any

from django.db import models


class Newsroom(models.Model):
    """One row: the institution's name and what it says about itself, on every page."""

    name = models.CharField(max_length=200, default="Newsroom")
    short_name = models.CharField(max_length=50, blank=True, help_text="For page titles, such as ILRO.")
    mark = models.CharField(max_length=200, blank=True, help_text="A static file, such as demo/mark.svg.")
    reference_pattern = models.CharField(
        max_length=100, blank=True, help_text="Such as PR-{year}-{n:03}. Empty: releases have no reference number."
    )
    corrections_policy = models.JSONField(default=dict, blank=True, help_text="One paragraph per language, on the page of corrections.")
    address = models.CharField(max_length=300, blank=True, help_text="One line at the foot of every page.")
    about = models.JSONField(default=dict, blank=True, help_text="One paragraph per language.")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)


def newsroom() -> Newsroom:
    """Whose newsroom this is; a nameless one before somebody said."""
    return Newsroom.objects.first() or Newsroom()
