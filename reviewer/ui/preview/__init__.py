"""The article as a reader sees it."""
