"""The desk as read-only tools for language models, by the Model Context Protocol.

Needs the SDK, the extra `mcp`. Nothing is imported here, so that a door can say if it is missing.
"""
