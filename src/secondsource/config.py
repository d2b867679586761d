"""All settings, in one frozen record: `secondsource.toml` < `SECONDSOURCE_*` < arguments."""

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from secondsource.errors import BadConfig

SETTINGS_FILE = Path("secondsource.toml")


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


def load_settings(**given: Any) -> Settings:
    """The settings in force; `BadConfig` names each one that cannot be used, and why."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BadConfig(f"settings that cannot be used: {wrong}") from error
    except ValueError as error:  # a TOML file that does not parse
        raise BadConfig(f"{SETTINGS_FILE} cannot be read: {error}") from error
