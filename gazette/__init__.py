"""Gazette turns a curated collection of briefings into a static site."""

__version__ = "0.1.0"
