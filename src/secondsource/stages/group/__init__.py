"""Which reports tell the same story, decided online, in any order of arrival."""
