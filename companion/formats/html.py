"""Pages of HTML, from templates that lie beside the modules that fill them.

Whatever is put into a template is escaped. Jinja is imported only when a page is made: no command
waits for it that makes none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def render(package: str, template: str, /, **values: object) -> str:
    """A template filled with values.

    Args:
        package: where it lies, as in ``companion.comparison``; it may extend and import others
            that lie there.
        template: its file.
        values: what it speaks of; a name that has no value is an error, not an empty place.
    """
    return _environment(package).get_template(template).render(values)


@cache
def _environment(package: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
