"""Values and pure functions over text: spans, tokens, edits, diffs. No input or output."""
