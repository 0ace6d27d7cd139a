"""The browser side: anywidget models over one TypeScript front end."""
