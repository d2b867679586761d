"""The entry of the desk, the same for its pages, its API and its tools for models."""

from secondsource.access.settings import AccessSettings, settings_for
from secondsource.access.wrap import wrap

__all__ = ["AccessSettings", "settings_for", "wrap"]
