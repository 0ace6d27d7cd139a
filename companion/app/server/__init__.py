"""One notebook served as a page to one person on this machine."""
