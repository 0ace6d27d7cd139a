"""What a draft survives."""
