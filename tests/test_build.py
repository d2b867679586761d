"""A desk is put together from settings, and loads its models only when they are asked for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import secondsource
from secondsource.build import ConfiguredModels, open_desk
from secondsource.config import Settings
from secondsource.errors import BadConfig
from tests.build import report

TEXT = "The storm damaged the harbour wall of Tarvik on Monday."


def test_models_are_the_ones_named_in_the_settings_and_loaded_once() -> None:
    models = ConfiguredModels(Settings())
    assert models.parser is models.parser
    assert models.encoder is models.encoder
    assert models.entailer is models.entailer


def test_a_desk_of_models_that_do_not_exist_opens_and_says_so_when_asked_to_read(
    tmp_path: Path,
) -> None:
    desk = open_desk(Settings(encoder=tmp_path / "nothing"))
    with pytest.raises(BadConfig, match="nothing"):
        desk.group([report(TEXT)])


def test_an_entailment_model_that_does_not_exist_is_named(tmp_path: Path) -> None:
    models = ConfiguredModels(Settings(entailer=tmp_path / "nothing"))
    with pytest.raises(BadConfig, match="nothing"):
        assert models.entailer


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    desk = open_desk(Settings(pipeline="no_such_pipeline"))
    with pytest.raises(BadConfig, match="no_such_pipeline"):
        desk.brief([report(TEXT)])


def test_a_brief_is_dated_by_the_clock_with_a_zone() -> None:
    before = datetime.now(UTC)
    (account,) = secondsource.open_desk().brief([report(TEXT)]).stories
    assert before <= account.brief.written <= datetime.now(UTC)


def test_without_settings_those_in_force_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECONDSOURCE_THREADS", "many")
    with pytest.raises(BadConfig, match="threads"):
        secondsource.open_desk()
