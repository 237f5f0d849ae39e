"""A login: who somebody is, in which office, in which role."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from dateline.vocabularies.models import Office


class Role(models.TextChoices):
    OFFICER = "officer", "Officer: writes"
    EDITOR = "editor", "Editor: writes and publishes"
    ADMINISTRATOR = "administrator", "Administrator: all of it, people and lists too"


class User(AbstractUser, ClusterableModel):  # type: ignore[django-manager-missing]  # relations of Wagtail, which has no types
    """Signs in by name or e-mail; has an own time zone. A cluster, so that the desk edits a person with their roles."""

    zone = models.CharField(max_length=50, blank=True, help_text="IANA zone, such as Europe/Vienna. Empty: the newsroom's.")

    class Meta:
        verbose_name, verbose_name_plural = "person", "people"
        constraints = (models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="user_email_once"),)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def clock(self) -> str:
        """The zone whose time they are told."""
        return self.zone or str(settings.NEWSROOM_ZONE)

    @property
    def roles(self) -> list[tuple[str, int | None]]:
        """(role, office's primary key or None for every office), read once a request."""
        if not hasattr(self, "_roles"):
            self._roles: list[tuple[str, int | None]] = list(self.assignments.values_list("role", "office_id"))
        return self._roles

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("_roles", None)
        super().refresh_from_db(*args, **kwargs)


class Assignment(models.Model):
    """One role of one person in one office and those under it; without an office in all of them."""

    user = ParentalKey(User, on_delete=models.CASCADE, related_name="assignments")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "office", "role"], name="assignment_once"),
            models.UniqueConstraint(fields=["user", "role"], condition=models.Q(office=None), name="assignment_everywhere_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
