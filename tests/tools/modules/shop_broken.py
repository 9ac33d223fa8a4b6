"""Fails when it is imported."""

raise ValueError("no licence for this shop")
