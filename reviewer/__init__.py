"""Reviewer: judge articles kept as text files with YAML front matter, and save back without a stray byte."""

__version__ = "0.1.0"
