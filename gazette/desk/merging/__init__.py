"""Merging: two names made one."""
