"""The desk on screen: pages made on the server, readable without a script."""

from secondsource.web.app import routes
from secondsource.web.frame import problem_page

__all__ = ["problem_page", "routes"]
