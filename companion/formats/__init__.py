"""File formats and notations, one a module: read and written, never trusted."""
