"""What every article says now, one row each: rebuildable, so deleting it costs time, never data."""
