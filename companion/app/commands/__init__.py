"""The subcommands of ``companion``, one module each.

A module offers ``add_parser(subparsers)``, which describes the command and sets ``run`` (a
function of the parsed arguments that returns the exit status). What a command needs is imported
inside ``run``: ``companion --help`` loads none of it.
"""

# The order in which ``companion --help`` lists them.
COMMANDS: tuple[str, ...] = (
    "open",
    "check",
    "drift",
    "compare",
    "marks",
    "voice",
    "transcript",
    "borrowed",
    "guard",
    "doctor",
    "history",
    "disclose",
    "authorship",
)
