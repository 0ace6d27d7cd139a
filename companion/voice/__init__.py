"""The voice-drift meter: how far a change moves from the author toward assistant style."""
