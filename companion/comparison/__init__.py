"""Versions of a text side by side: what was changed, moved and kept, and the drift of each."""
