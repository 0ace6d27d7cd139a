"""Scripts that make every data file the package ships, from named sources."""
