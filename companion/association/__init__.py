"""Free association: sparks, turns with a partner, threads, transcripts, borrowed words."""
