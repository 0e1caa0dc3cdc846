"""The search language: from what is typed to a condition of a question to the catalog."""
