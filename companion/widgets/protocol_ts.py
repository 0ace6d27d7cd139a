"""Makes ``protocol.ts`` of `companion.widgets.protocol`: one contract for Python and TypeScript.

``python -m companion.widgets.protocol_ts`` writes it, in the form that the formatter leaves alone;
with ``--check`` it writes nothing, and its exit status is 1 where the file is not up to date.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from inspect import getdoc
from pathlib import Path
from textwrap import wrap
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, is_typeddict

from companion.widgets import protocol
from companion.widgets.contract import Event, Request, fields_of

FILE = Path(__file__).parent / "frontend" / "src" / "core" / "protocol.ts"
_WIDTH = 100
_HEAD = """\
// All messages and traits between Python and the page.
//
// Made from companion/widgets/protocol, which is to be changed instead, by
// `python -m companion.widgets.protocol_ts`.
"""
_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null",
          object: "unknown"}  # fmt: skip
_ATTRIBUTE = re.compile(r" {4}(\w+): (.*(?:\n {8}.*)*)")


def typescript() -> str:
    """The whole file."""
    declared = vars(protocol)
    aliases = {kind: name for name, kind in declared.items() if _is_alias(name, kind)}
    parts = [_HEAD]
    for name, kind in declared.items():
        if _is_alias(name, kind):
            parts.append(_alias(name, kind, aliases))
        elif is_typeddict(kind):
            parts.append(_interface(kind, aliases))
    requests = [one for one in declared.values() if isinstance(one, Request)]
    events = [one for one in declared.values() if isinstance(one, Event)]
    parts.append(_map("Requests", "What may be asked, by kind.", map(_request, requests)))
    parts.append(
        _map("Events", "What Python says unasked.", ((e.name, e.payload.__name__) for e in events))
    )
    return "\n".join(parts)


def _is_alias(name: str, kind: object) -> bool:
    return name[0].isupper() and get_origin(kind) is not None


def _request(request: Request[Any, Any]) -> tuple[str, str]:
    result = _type(request.result, {})
    return request.kind, f"{{ payload: {request.payload.__name__}; result: {result} }}"


def _map(name: str, doc: str, entries: Iterable[tuple[str, str]]) -> str:
    lines = (f"  {_key(key)}: {value};" for key, value in entries)
    return "\n".join([f"/** {doc} */", f"export interface {name} {{", *lines, "}", ""])


def _key(name: str) -> str:
    return name if name.isidentifier() else json.dumps(name)


def _interface(kind: Any, aliases: dict[Any, str]) -> str:
    summary, attributes = _doc(kind)
    fields = fields_of(kind)
    lines = [*_comment(summary, "")]
    if not fields:
        return "\n".join([*lines, f"export type {kind.__name__} = Record<string, never>;", ""])
    lines.append(f"export interface {kind.__name__} {{")
    for name, field in fields.items():
        if name in attributes:
            lines += _comment(attributes[name], "  ")
        head = f"  readonly {name}{'' if field.required else '?'}:"
        lines += _declared(head, field.type, aliases, "    ")
    return "\n".join([*lines, "}", ""])


def _alias(name: str, kind: Any, aliases: dict[Any, str]) -> str:
    others = {other: alias for other, alias in aliases.items() if alias != name}
    return "\n".join([*_declared(f"export type {name} =", kind, others, "  "), ""])


def _declared(head: str, kind: Any, aliases: dict[Any, str], indent: str) -> Iterator[str]:
    """``head`` with its type; a union that is too long for a line takes one for each member."""
    line = f"{head} {_type(kind, aliases)};"
    if len(line) <= _WIDTH:
        yield line
        return
    yield head
    members = [f"{indent}| {member}" for member in _members(kind, aliases)]
    members[-1] += ";"
    yield from members


def _type(kind: Any, aliases: dict[Any, str]) -> str:
    origin, args = get_origin(kind), get_args(kind)
    if origin is not None and kind in aliases:
        return aliases[kind]
    if origin is Annotated:
        return _type(args[0], aliases)
    if origin in (Union, UnionType, Literal):
        return " | ".join(_members(kind, aliases))
    if origin is list:
        item = _type(args[0], aliases)
        compound = " | " in item or item.startswith("readonly ")
        return f"readonly ({item})[]" if compound else f"readonly {item}[]"
    if origin is tuple:
        return f"readonly [{', '.join(_type(one, aliases) for one in args)}]"
    if origin is dict:
        return f"Readonly<Record<string, {_type(args[1], aliases)}>>"
    return kind.__name__ if is_typeddict(kind) else _PLAIN[kind]


def _members(kind: Any, aliases: dict[Any, str]) -> list[str]:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        return [json.dumps(value) for value in get_args(kind)]
    return [_type(one, aliases) for one in get_args(kind)]


def _doc(kind: type) -> tuple[str, dict[str, str]]:
    """A class's summary, and what its docstring says of each field."""
    summary, _, rest = (getdoc(kind) or "").partition("\n\nAttributes:\n")
    fields = {name: _said(text) for name, text in _ATTRIBUTE.findall(rest)}
    return _said(summary), fields


def _said(text: str) -> str:
    """Docstring to comment: one line, with the names that TypeScript has."""
    words = " ".join(text.split()).replace("``", "`")
    return re.sub(r"\bNone\b", "null", words[0].upper() + words[1:])


def _comment(text: str, indent: str) -> list[str]:
    line = f"{indent}/** {text} */"
    if len(line) <= _WIDTH:
        return [line]
    lines = wrap(text, _WIDTH - len(indent) - 3)
    return [f"{indent}/**", *(f"{indent} * {one}" for one in lines), f"{indent} */"]


def main(arguments: list[str] | None = None, file: Path = FILE) -> int:
    """Write the file, or with ``--check`` say whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    made = typescript()
    if not parser.parse_args(arguments).check:
        file.write_text(made, "utf-8")
        return 0
    if file.is_file() and file.read_text("utf-8") == made:
        return 0
    print(f"{file.name} is stale: run python -m companion.widgets.protocol_ts", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
