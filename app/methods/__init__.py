"""The craft's arithmetic: pure functions over plain data. Nothing here knows the database, the clock or a language.

Outcomes are short codes, words are the templates' business. docs/methods.md tells each formula, its worked value and
its source.
"""
