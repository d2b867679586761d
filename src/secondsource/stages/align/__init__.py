"""What the reports of a story say together: origins, claims, points."""
