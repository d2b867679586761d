"""The desk on screen: pages made on the server, readable without a script."""

from secondsource.web.app import routes
from secondsource.web.frame import problem_page
from secondsource.web.laid_out import LaidOut
from secondsource.web.laying_out import laying_out

__all__ = ["LaidOut", "laying_out", "problem_page", "routes"]
