"""Settings in, a desk out: the one place that chooses classes."""

from datetime import UTC, datetime
from functools import cached_property

from secondsource.abilities import Encoder, Entailer, Parser
from secondsource.config import Settings, load_settings
from secondsource.desk import Desk


class ConfiguredModels:
    """The models that the settings name, each loaded when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def parser(self) -> Parser:
        """A spaCy pipeline."""
        from secondsource.models.spacy_parser import SpacyParser

        return SpacyParser(self._settings.pipeline)

    @cached_property
    def encoder(self) -> Encoder:
        """The sentence encoder, shipped or set."""
        from secondsource.models.onnx_encoder import OnnxEncoder

        return OnnxEncoder(self._settings.encoder, threads=self._settings.threads)

    @cached_property
    def entailer(self) -> Entailer:
        """A model where one is set, else by words."""
        if self._settings.entailer is not None:
            from secondsource.models.onnx_entailer import OnnxEntailer

            return OnnxEntailer(self._settings.entailer, threads=self._settings.threads)
        from secondsource.models.lexical_entailer import LexicalEntailer

        return LexicalEntailer()


def open_desk(settings: Settings | None = None) -> Desk:
    """A desk with the settings given, or those in force here. Models load when first needed."""
    return Desk(ConfiguredModels(settings or load_settings()), lambda: datetime.now(UTC))
