"""All that is staged and not saved: old beside new, the exact difference, conflicts, and what the next save takes."""
