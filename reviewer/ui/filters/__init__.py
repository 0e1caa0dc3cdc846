"""What of the collection is shown."""
