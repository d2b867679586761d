"""The desk on screen: pages made on the server, readable without a script."""

from secondsource.web.app import routes

__all__ = ["routes"]
