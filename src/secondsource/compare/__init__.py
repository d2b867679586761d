"""How two statements stand to each other: claims made comparable, and one comparator a kind.

Aligning reports and checking a draft both compare statements; this is what they share.
"""
