"""Linking: what belongs together across documents and scripts, every join with a reason a person can read."""
