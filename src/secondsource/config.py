"""All settings, in one frozen record: `secondsource.toml` < `SECONDSOURCE_*` < arguments."""

from pathlib import Path
from typing import Annotated, Any, TypeVar

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, IPvAnyNetwork, PositiveInt, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from secondsource.errors import BadConfig

SETTINGS_FILE = Path("secondsource.toml")

T = TypeVar("T")


def _split(given: object) -> object:
    """In a variable of the environment, a list is written with commas between its items."""
    if isinstance(given, str):
        return [part.strip() for part in given.split(",") if part.strip()]
    return given


# A list of some kind of value; pydantic-settings would want JSON in the environment.
Listed = Annotated[tuple[T, ...], NoDecode, BeforeValidator(_split)]


def default_store() -> str:
    """The file in the user's own data folder that a desk keeps its reports in."""
    return str(user_data_path("secondsource", appauthor=False) / "desk.db")


class Settings(BaseSettings):
    """What can be set. Every field has a default that works after `pip install`."""

    model_config = SettingsConfigDict(
        env_prefix="SECONDSOURCE_", frozen=True, extra="forbid", toml_file=SETTINGS_FILE
    )

    pipeline: str | None = Field(
        default=None,
        description="spaCy pipeline to parse with, by package name; English small by default",
    )
    encoder: Path | None = Field(
        default=None, description="folder of an ONNX sentence encoder; the shipped one by default"
    )
    entailer: Path | None = Field(
        default=None, description="folder of an ONNX entailment model; by words alone by default"
    )
    threads: int = Field(default=0, ge=0, description="threads for the models; 0 means one a core")
    processes: int = Field(
        default=0, ge=0, description="processes that read many reports; 0 means one a core"
    )
    store: str = Field(
        default_factory=default_store,
        description="where the desk keeps its reports: a file, or postgresql://USER@HOST/NAME",
    )
    contact: str = Field(
        default="",
        max_length=200,
        pattern="^[ -~]*$",
        description="address or page that hosts find in the User-Agent, should they mind",
    )
    allow_net: Listed[IPvAnyNetwork] = Field(
        default=(),
        description="private networks that pages, feeds and webhooks may be on, as CIDR blocks",
    )
    hosts: Listed[str] = Field(
        default=(),
        description="names under which browsers reach a desk that is served, besides this machine",
    )
    poll_minutes: int = Field(
        default=15, ge=1, description="how often a feed is asked that does not say it itself"
    )
    revisit_hours: Listed[PositiveInt] = Field(
        default=(6, 24, 72),
        description="when a page is asked again, for corrections, after it was first read",
    )
    host_delay: float = Field(
        default=1.0, ge=0, description="seconds between two requests to one host"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before the environment before the file; nothing else is read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def ready_store(settings: Settings) -> str:
    """Where the desk keeps its reports. The folder of the default file is made if need be."""
    if settings.store == default_store():
        folder = Path(settings.store).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadConfig(
                f"{folder} cannot be made ({error.strerror}): set 'store' to a file elsewhere"
            ) from error
    return settings.store


def load_settings(**given: Any) -> Settings:
    """The settings in force; `BadConfig` names each one that cannot be used, and why."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadConfig(f"settings that cannot be used: {wrong}") from error
    except ValueError as error:  # a TOML file that does not parse
        raise BadConfig(f"{SETTINGS_FILE} cannot be read: {error}") from error
