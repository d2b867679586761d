"""Settings: the file, then the environment, then arguments; and what is said of wrong ones."""

import os
from ipaddress import ip_network
from pathlib import Path

import pytest

from secondsource.config import load_settings
from secondsource.errors import BadConfig


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with no settings in it or in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("SECONDSOURCE_"):
            monkeypatch.delenv(name)
    return tmp_path


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load_settings()
    assert (settings.pipeline, settings.encoder, settings.threads) == (None, None, 0)


def test_the_file_in_the_working_folder_is_read(folder: Path) -> None:
    (folder / "secondsource.toml").write_text('threads = 2\nencoder = "models/own"\n')
    settings = load_settings()
    assert settings.threads == 2
    assert settings.encoder == Path("models/own")


def test_the_environment_goes_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "secondsource.toml").write_text('threads = 2\npipeline = "from_file"\n')
    monkeypatch.setenv("SECONDSOURCE_THREADS", "3")
    settings = load_settings()
    assert settings.threads == 3
    assert settings.pipeline == "from_file"


def test_an_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECONDSOURCE_THREADS", "3")
    assert load_settings(threads=4).threads == 4


def test_settings_do_not_change_once_loaded() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().threads = 2


def test_an_unknown_setting_in_the_file_is_named(folder: Path) -> None:
    (folder / "secondsource.toml").write_text("thread = 2\n")
    with pytest.raises(BadConfig, match="thread: "):
        load_settings()


def test_an_unknown_argument_is_named() -> None:
    with pytest.raises(BadConfig, match="colour: "):
        load_settings(colour="red")


def test_a_value_that_cannot_be_used_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECONDSOURCE_THREADS", "many")
    with pytest.raises(BadConfig, match=r"threads: .*integer"):
        load_settings()


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(BadConfig, match=r"threads: .*; .*colour: |colour: .*; .*threads: "):
        load_settings(threads=-1, colour="red")


def test_a_broken_file_is_named_with_where_it_breaks(folder: Path) -> None:
    (folder / "secondsource.toml").write_text("threads = = 2\n")
    with pytest.raises(BadConfig, match=r"secondsource\.toml .*line 1"):
        load_settings()


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "secondsource.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadConfig, match=r"secondsource\.toml"):
        load_settings()


def test_a_list_in_the_environment_is_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECONDSOURCE_ALLOW_NET", "10.1.0.0/16, fd00::/8")
    monkeypatch.setenv("SECONDSOURCE_REVISIT_HOURS", "")
    settings = load_settings()
    assert settings.allow_net == (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert settings.revisit_hours == ()


def test_a_list_in_the_file_is_a_list(folder: Path) -> None:
    (folder / "secondsource.toml").write_text("revisit_hours = [1, 2]")
    assert load_settings().revisit_hours == (1, 2)


def test_the_desk_is_kept_in_the_users_own_data_folder_by_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().store == str(tmp_path / "secondsource" / "desk.db")


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALLOW_NET", "10.0.0.0/40"), ("CONTACT", "me\r\nX: y"), ("POLL_MINUTES", "0")],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"SECONDSOURCE_{name}", value)
    with pytest.raises(BadConfig, match=name.lower()):
        load_settings()
