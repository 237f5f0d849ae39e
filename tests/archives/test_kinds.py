"""Everything is exported, or left out for a reason that is written down."""

from django.apps import apps

from dateline.archives.kinds import KINDS, LEFT_OUT

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_exported_or_left_out_with_its_reason() -> None:
    exported = [kind.model for kind in KINDS]
    assert sorted([*exported, *LEFT_OUT]) == sorted(MODELS)
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())


def test_every_field_of_what_is_exported_is_in_it() -> None:
    held = {kind.model: set(kind.fields) for kind in KINDS}
    there = {label: {field.attname for field in MODELS[label]._meta.local_concrete_fields} for label in held}
    assert held == there
