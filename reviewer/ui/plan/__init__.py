"""What a bulk change would do, before it is made."""
