"""Checking: every problem of a collection, and what only looks wrong."""
