"""The HTTP API of a desk: what the commands do, for programs."""

from secondsource.api.app import make_api

__all__ = ["make_api"]
