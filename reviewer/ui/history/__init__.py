"""What was saved, and taking it back."""
