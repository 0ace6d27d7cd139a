"""How messages are declared, and how what arrives is validated.

`protocol` declares each request and event with these. A field is of a type of JSON: ``str``,
``int``, ``float``, ``bool``, ``None``, ``object`` for anything, a ``Literal``, a list, a tuple (a
list of that length), a dict with strings for keys, a ``TypedDict``, or a union of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NotRequired,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Payload = TypeVar("Payload", bound=Mapping[str, object])
Result = TypeVar("Result")


class BadField(ValueError):
    """A payload that is not of its type; the message names the field."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """In ``Annotated``: no number is smaller."""

    least: int


@dataclass(frozen=True, slots=True)
class Says:
    """In ``Annotated``: what the author is told before the details where a value does not fit."""

    words: str


@dataclass(frozen=True, slots=True)
class Request(Generic[Payload, Result]):
    """What the browser may ask: ``payload`` are the fields, ``result`` is what it is answered."""

    kind: str
    payload: type[Payload]
    result: type[Result]

    def read(self, fields: Mapping[str, object]) -> Payload:
        """``fields`` as the payload that they are.

        Raises:
            BadField: they are not.
        """
        check(self.payload, dict(fields))
        return cast("Payload", fields)


@dataclass(frozen=True, slots=True)
class Event(Generic[Payload]):
    """What Python may say unasked."""

    name: str
    payload: type[Payload]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a payload."""

    type: Any
    required: bool


@cache
def fields_of(payload: Any) -> dict[str, Field]:
    """The fields of a ``TypedDict``."""
    hints = get_type_hints(payload, include_extras=True)
    return {
        name: Field(get_args(hint)[0], False)
        if get_origin(hint) is NotRequired
        else Field(hint, True)
        for name, hint in hints.items()
    }


def check(kind: Any, value: object) -> None:
    """Validate a value against a type.

    Raises:
        BadField: it is not of it.
    """
    for problem in problems(kind, value, ""):
        raise BadField(problem)


def problems(kind: Any, value: object, path: str) -> Iterator[str]:
    """The errors of ``value``, the field ``path``, as a value of the type ``kind``."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _annotated(args, value, path)
    elif is_typeddict(kind):
        yield from _in_fields(kind, value, path)
    elif origin in (Union, UnionType):
        if all(any(problems(one, value, path)) for one in args):
            yield _wrong(kind, path)
    elif origin is Literal:
        if not any(value == one and type(value) is type(one) for one in args):
            yield _wrong(kind, path)
    elif origin is list:
        if not isinstance(value, list):
            yield _wrong(kind, path)
            return
        for at, item in enumerate(value):
            yield from problems(args[0], item, f"{path}[{at}]")
    elif origin is tuple:
        if not isinstance(value, list | tuple) or len(value) != len(args):
            yield _wrong(kind, path)
            return
        for at, (one, item) in enumerate(zip(args, value, strict=True)):
            yield from problems(one, item, f"{path}[{at}]")
    elif origin is dict:
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            yield _wrong(kind, path)
            return
        for name, item in value.items():
            yield from problems(args[1], item, _within(path, name))
    elif not _is_plain(kind, value):
        yield _wrong(kind, path)


def _annotated(args: tuple[Any, ...], value: object, path: str) -> Iterator[str]:
    kind, *notes = args
    words = next((f"{note.words}: " for note in notes if isinstance(note, Says)), "")
    for problem in problems(kind, value, path):
        yield words + problem
    for note in notes:
        if isinstance(note, AtLeast) and isinstance(value, int | float) and value < note.least:
            yield f"{words}{path} must be at least {note.least}"


def _in_fields(kind: Any, value: object, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _wrong(kind, path)
        return
    fields = fields_of(kind)
    for name in value:
        if name not in fields:
            yield f"there is no field {_within(path, str(name))}"
    for name, field in fields.items():
        if name in value:
            yield from problems(field.type, value[name], _within(path, name))
        elif field.required:
            yield f"the field {_within(path, name)} is missing"


def _is_plain(kind: Any, value: object) -> bool:
    if kind is object:
        return True
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "nothing",
}


def _wrong(kind: Any, path: str) -> str:
    return f"{path or 'this'} must be {_named(kind)}"


def _named(kind: Any) -> str:
    """A type in words."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _named(args[0])
    if origin in (Union, UnionType, Literal):
        return " or ".join(repr(one) if origin is Literal else _named(one) for one in args)
    if origin is list:
        return "a list"
    if origin is tuple:
        return f"a list of {len(args)}"
    return _WORDS.get(kind, "an object")


def _within(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
