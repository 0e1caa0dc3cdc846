"""What must survive a crash: staged edits, the undo log, saves, review marks."""
