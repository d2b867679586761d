"""Bytes in, reports out; what cannot be read is set aside with its reason."""
