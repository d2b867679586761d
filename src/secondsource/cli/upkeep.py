"""The commands that look after a desk: doctor, migrate."""
