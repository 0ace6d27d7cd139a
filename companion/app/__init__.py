"""The application: one open draft, its dashboard, its server and its command line."""
