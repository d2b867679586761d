"""Settings in, a desk out: the one place that chooses classes."""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from secondsource.abilities import Encoder, Entailer, Parser
from secondsource.config import Settings, load_settings, ready_store
from secondsource.desk import Desk

if TYPE_CHECKING:
    from secondsource.desk.running import RunningDesk
    from secondsource.net.settings import FetchSettings


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
    return Desk(ConfiguredModels(settings or load_settings()), _now)


def open_running_desk(settings: Settings | None = None) -> "RunningDesk":
    """The desk that keeps its reports where the settings say; `BadConfig` if it cannot."""
    from secondsource.desk.polling import Pace
    from secondsource.desk.running import RunningDesk, Tools
    from secondsource.net.fetcher import Fetcher
    from secondsource.run.killable import Killable
    from secondsource.run.reading_pool import ReadingPool, cores
    from secondsource.store.store import open_store

    settings = settings or load_settings()
    processes = settings.processes or cores()
    tools = Tools(
        fetcher=Fetcher(fetch_settings(settings)),
        hands=Killable(processes),
        pool=ReadingPool(processes, settings.pipeline),
        pace=Pace(
            poll=timedelta(minutes=settings.poll_minutes),
            revisit=tuple(timedelta(hours=hours) for hours in settings.revisit_hours),
        ),
        now=_now,
    )
    return RunningDesk(open_store(ready_store(settings)), ConfiguredModels(settings), tools)


def fetch_settings(settings: Settings) -> "FetchSettings":
    """How to behave towards hosts, and which networks may be asked."""
    from secondsource.net.settings import FetchSettings

    return FetchSettings(
        contact=settings.contact,
        allow_net=tuple(str(network) for network in settings.allow_net),
        delay=settings.host_delay,
    )


def _now() -> datetime:
    return datetime.now(UTC)
