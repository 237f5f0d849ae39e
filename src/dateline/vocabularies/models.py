"""The controlled lists: content types, offices ("where we are") and topics ("what we do")."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from dateline.vocabularies.slugs import RESERVED, free_slug


class Term(models.Model):
    """One entry of a list: a permanent key, an address, a label per language."""

    key = models.SlugField(max_length=255, unique=True, editable=False)
    slug = models.SlugField("address", max_length=255, unique=True, blank=True, help_text="Made from the label when left empty.")
    labels = models.JSONField(default=dict, help_text="One label per language.")
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str = "") -> str:
        """In the language asked for, else its base language, else the first given, else the slug."""
        labels: dict[str, str] = self.labels
        return labels.get(language) or labels.get(language.partition("-")[0]) or next(filter(None, labels.values()), "") or self.slug

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is reserved: addresses use it for something else. Choose another."})
        if not any(str(label).strip() for label in self.labels.values()):
            raise ValidationError("A label in at least one language is needed.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        others = type(self)._default_manager.exclude(pk=self.pk)
        if not self.slug:
            self.slug = free_slug(self.label(), lambda slug: others.filter(slug=slug).exists() or others.filter(key=slug).exists())
        if not self.key:
            self.key = self.slug
        super().save(*args, **kwargs)


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
    """What "Content type" says. Flat."""

    class Meta(Term.Meta):
        verbose_name = "content type"


class Office(TreeTerm):
    """Who publishes: "where we are"."""

    zone = models.CharField(max_length=50, blank=True, help_text="IANA zone, such as Europe/Vienna. Empty: the newsroom's.")
    cities = models.JSONField(default=list, blank=True)

    class Meta(TreeTerm.Meta):
        verbose_name = "office"


class Topic(TreeTerm):
    """What it is about: "what we do"."""

    class Meta(TreeTerm.Meta):
        verbose_name = "topic"
