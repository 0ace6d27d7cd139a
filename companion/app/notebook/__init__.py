"""Companion in a notebook: the page, its parts, and what a saved notebook keeps of them."""
