"""The steps that a database was built in: append-only, each applied in a transaction."""
