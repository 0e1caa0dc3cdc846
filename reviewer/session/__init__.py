"""The running library for a window: questions, tasks, selection. No widgets."""
