"""``python -m companion``: the same as the ``companion`` command."""

from companion.app.cli import main

raise SystemExit(main())
