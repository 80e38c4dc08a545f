"""The plain ballots: one file a rule, each with its choices, its `tally` and an outcome code."""
