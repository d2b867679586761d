"""Answers as text in the forms that people and programs read; every door shows the same ones.

Pure functions of records: nothing here reads a clock, a file or the network.
"""
