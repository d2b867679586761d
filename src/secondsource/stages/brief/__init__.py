"""The account of a story, each line with the passages it rests on."""
