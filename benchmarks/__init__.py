"""Reproducible measures: each prints a ratio against a peer run side by side."""
