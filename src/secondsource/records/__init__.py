"""The nouns: frozen records, standard library only. Each module holds what belongs together."""
