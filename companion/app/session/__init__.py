"""One open draft: its text, its file, its suggestions, its record, and who has it open."""
