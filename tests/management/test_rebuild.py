"""A rebuild tells whoever asked for it, and nobody else."""

import os

import pytest
from django.core.management import call_command

from tests.newsroom import Newsroom


def test_a_rebuild_that_somebody_asked_for_says_what_it_did(newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    newsroom.published()
    call_command("rebuild")
    assert capsys.readouterr().err == "The index was built anew from 1 live items.\n"


def test_one_that_the_worker_starts_is_silent(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "nice", lambda _: None)
    newsroom.published()
    call_command("rebuild", gently=True)
    assert capsys.readouterr() == ("", "")
