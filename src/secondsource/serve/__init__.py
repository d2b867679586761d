"""The desk over HTTP: its pages, its API and its tools for models as one application."""
