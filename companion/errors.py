"""Errors that reach the person at the keyboard in words."""


class UserError(Exception):
    """Something the user can mend; the message says what to do."""
