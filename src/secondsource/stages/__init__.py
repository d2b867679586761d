"""The verbs: pure functions, records in, records out. No stage imports another."""
