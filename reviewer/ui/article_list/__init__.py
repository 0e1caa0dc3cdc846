"""The list of articles, as cards and as a table."""
