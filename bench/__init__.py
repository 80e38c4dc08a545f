"""How fast the real server is, beside bare baselines in the same run. Imports nothing of `app`."""
