"""The list of articles, as cards, as a grid of pictures, and as a table."""
