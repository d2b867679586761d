"""How fast and how large: one module a matter, a table as output."""
