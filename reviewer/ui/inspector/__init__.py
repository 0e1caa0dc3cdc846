"""The values of the selection, to read and to change."""
