"""The articles of a folder: scan, catalog, journal, save. No Qt."""
