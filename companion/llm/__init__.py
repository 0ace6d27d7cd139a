"""Language models by role, within a budget. The only package that calls a network."""
