"""Seating people in groups: sizes, hard needs, fair mixing, and an explanation of every wish that could not be met."""
