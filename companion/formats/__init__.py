"""Files and notations of others, one a module: read and written, never trusted."""
