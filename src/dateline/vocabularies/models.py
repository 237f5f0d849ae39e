"""The controlled lists: content types, offices ("where we are") and topics ("what we do")."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from dateline.vocabularies.slugs import RESERVED, free_slug


def in_order(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """The languages and labels that are given: the newsroom's own languages first, then by tag. PostgreSQL keeps no order of keys."""
    own = {tag: place for place, tag in enumerate(settings.LANGUAGES_SHOWN)}
    return sorted(((tag, label) for tag, label in labels.items() if label), key=lambda one: (own.get(one[0], len(own)), one[0]))


def said(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text in a language, else in its base language, and which of them that is; two empty ones where there is none."""
    return next(((texts[tag], tag) for tag in (language, language.partition("-")[0]) if texts.get(tag)), ("", ""))


class Term(models.Model):
    """One entry of a list: a permanent key, an address, a label per language."""

    facet: ClassVar[str]

    key = models.SlugField(max_length=255, unique=True, editable=False)
    slug = models.SlugField("address", max_length=255, unique=True, blank=True, help_text="Made from the label when left empty.")
    labels = models.JSONField(default=dict, help_text="One label per language.")
    position = models.PositiveIntegerField(default=0, editable=False)
    opened_on = models.DateField(null=True, blank=True, help_text="Empty: always.")
    closed_on = models.DateField(null=True, blank=True, help_text="A closed one keeps its items and is offered to editors no more.")
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", help_text="Who carries on after closing."
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged")

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str = "") -> str:
        """In the language asked for, else its base language, else the first that there is, else the slug."""
        labels: dict[str, str] = self.labels
        return said(labels, language)[0] or next((label for _, label in in_order(labels)), self.slug)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is reserved: addresses use it for something else. Choose another."})
        if not any(str(label).strip() for label in self.labels.values()):
            raise ValidationError("A label in at least one language is needed.")
        if had := self.former_owner(self.slug):
            raise ValidationError({"slug": f"“{self.slug}” was the address of “{had}” and leads there for good. Choose another."})
        if self.successor is not None and self.successor.pk == self.pk:
            raise ValidationError({"successor": "A term cannot carry on its own work. Choose another, or none."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        given = (self.slug, self.key)
        while True:
            self.find_address()
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                return
            except IntegrityError:  # somebody was quicker with the address that was free a moment ago
                if given[0] or not self.is_taken(self.slug):
                    raise
                self.slug, self.key = given

    def find_address(self) -> None:
        """A free slug and a free key, where they are not given."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        if not self.slug:
            self.slug = free_slug(self.label(), self.is_taken)
        if not self.key:  # another term's key may be the address that it had before
            self.key = self.slug if not others.filter(key=self.slug).exists() else free_slug(self.slug, self.is_taken)

    def is_taken(self, slug: str) -> bool:
        """Whether another term of the list has the address, is known by it, or had it in public."""
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(models.Q(slug=slug) | models.Q(key=slug)).exists() or bool(self.former_owner(slug))

    def former_owner(self, slug: str) -> "Term | None":
        """Another term that had this address in public."""
        kept = FormerSlug.objects.filter(facet=self.facet, slug=slug).exclude(key=self.key).first() if slug else None
        return type(self)._default_manager.filter(key=kept.key).first() if kept else None

    def is_offered(self, on: date) -> bool:
        """Whether editors may choose it on a day: open, and not merged into another."""
        return self.merged_into is None and (self.opened_on or on) <= on and not self.is_closed(on)

    def is_closed(self, on: date) -> bool:
        return self.closed_on is not None and self.closed_on <= on

    def present(self) -> Self:
        """The term that stands for this one now: itself, or what it was merged into."""
        term, met = self, {self.pk}
        while (other := cast("Self | None", term.merged_into)) is not None and other.pk not in met:
            term = other
            met.add(term.pk)
        return term


class TreeTerm(Term):
    """A term that may stand under another: choosing the parent finds its children too."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta(Term.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        above: TreeTerm | None = self.parent
        while above is not None:
            if above.pk is not None and above.pk == self.pk:
                raise ValidationError({"parent": "A term cannot stand under itself."})
            above = above.parent


class ReleaseType(Term):
    """What "Content type" says. Flat; one merged into another stands for it, as in the trees."""

    facet = "type"

    class Meta(Term.Meta):
        verbose_name = "content type"


class Office(TreeTerm):
    """Who publishes: "where we are"."""

    facet = "office"

    zone = models.CharField(max_length=50, blank=True, help_text="IANA zone, such as Europe/Vienna. Empty: the newsroom's.")
    cities = models.JSONField(default=list, blank=True)
    about = models.JSONField(default=dict, blank=True, help_text="One paragraph per language, at the foot of its releases.")

    class Meta(TreeTerm.Meta):
        verbose_name = "office"


class Topic(TreeTerm):
    """What it is about: "what we do"."""

    facet = "topic"

    class Meta(TreeTerm.Meta):
        verbose_name = "topic"


class FormerName(models.Model):
    """What a term was called until a day: an item of before shows the label of its own day."""

    facet = models.CharField(max_length=10)  # "type", "office" or "topic"
    key = models.CharField(max_length=255)
    labels = models.JSONField(default=dict)
    until_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["facet", "key", "until_on"]
        constraints = (models.UniqueConstraint(fields=["facet", "key", "until_on"], name="former_name_once"),)

    def __str__(self) -> str:
        return f"{next((label for _, label in in_order(self.labels)), self.key)} (until {self.until_on})"


class FormerSlug(models.Model):
    """An address a term had; it leads on for ever and is given to no other."""

    facet = models.CharField(max_length=10)
    slug = models.SlugField(max_length=255)
    key = models.CharField(max_length=255)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["facet", "slug"], name="former_slug_once"),)

    def __str__(self) -> str:
        return f"{self.facet}/{self.slug}"


class Contact(models.Model):
    """Whom the press may call: a person or a desk of one office. Read when shown, so one change shows on releases of 2011 too."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200, help_text="A person, or a desk such as “Duty press officer”.")
    names = models.JSONField(default=dict, blank=True, help_text="The name per language, where it is another one there.")
    role = models.CharField(max_length=200, blank=True, help_text="In no language that was named: where `roles` has none.")
    roles = models.JSONField(default=dict, blank=True, help_text="What they are, per language.")
    languages = models.JSONField(default=list, blank=True, help_text="Language tags, such as en, fr.")
    telephone = models.CharField(max_length=50, blank=True)
    out_of_hours = models.CharField("telephone out of hours", max_length=50, blank=True)
    mail = models.EmailField(blank=True)
    hours = models.CharField(max_length=100, blank=True, help_text="Such as: 08:00 to 18:00, or: day and night.")
    zone = models.CharField(max_length=50, blank=True, help_text="IANA zone of the hours. Empty: the office's.")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["office", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"

    def name_in(self, language: str) -> str:
        return said(self.names, language)[0] or self.name

    def role_in(self, language: str) -> tuple[str, str]:
        """And the language that it is in: the one asked for, else the first that there is; "" where nobody said which."""
        wanted, first = said(self.roles, language), next(((role, tag) for tag, role in in_order(self.roles)), (self.role, ""))
        return wanted if wanted[0] else first
