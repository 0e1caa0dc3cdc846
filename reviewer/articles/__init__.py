"""One article: its bytes, its values, its edits. No Qt, no disk."""
