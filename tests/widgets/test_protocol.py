"""The contract of Python and the page: what is declared is what is sent, on both sides."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, is_typeddict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.widgets import dashboard, freewriting, parts, protocol, protocol_ts
from companion.widgets.base import Part
from companion.widgets.bundle import Bundle
from companion.widgets.contract import AtLeast, BadField, Event, Request, check, fields_of
from companion.widgets.messages import Dispatcher, RequestError

SOURCES = protocol_ts.FILE.parents[1]
PYTHON = Path(protocol.__file__).parents[2]
DECLARED = vars(protocol)
REQUESTS = [one for one in DECLARED.values() if isinstance(one, Request)]
EVENTS = [one for one in DECLARED.values() if isinstance(one, Event)]
PAYLOADS = [kind for kind in DECLARED.values() if is_typeddict(kind)]
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    bool: st.booleans(),
    NoneType: st.none(),
    object: st.none() | st.text(max_size=5) | st.lists(st.integers(), max_size=2),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the protocol, as JSON has them."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        least = next((note.least for note in args[1:] if isinstance(note, AtLeast)), None)
        return values(args[0]) if least is None else st.integers(least)
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, args))
    if origin is list:
        return st.lists(values(args[0]), max_size=3)
    if origin is tuple:
        return st.tuples(*map(values, args)).map(list)
    if is_typeddict(kind):
        fields = fields_of(kind)
        return st.fixed_dictionaries(
            {name: values(field.type) for name, field in fields.items() if field.required},
            optional={
                name: values(field.type) for name, field in fields.items() if not field.required
            },
        )
    return PLAIN[kind]


def test_the_typescript_is_what_the_protocol_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert protocol_ts.main(["--check"]) == 0
    copy = tmp_path / "protocol.ts"
    assert protocol_ts.main(["--check"], copy) == 1
    assert protocol_ts.main([], copy) == 0 == protocol_ts.main(["--check"], copy)
    copy.write_text(copy.read_text("utf-8").replace("kind_name", "kindName"), "utf-8")
    assert protocol_ts.main(["--check"], copy) == 1
    assert "protocol.ts is stale" in capsys.readouterr().err


def test_each_name_is_declared_once_and_used_on_both_sides() -> None:
    assert len({one.kind for one in REQUESTS}) == len(REQUESTS)
    assert len({one.name for one in EVENTS}) == len(EVENTS)
    page = "\n".join(
        file.read_text("utf-8")
        for file in SOURCES.rglob("*.ts")
        if file.name not in ("protocol.ts", "channel.ts")
    )
    kernel = "\n".join(file.read_text("utf-8") for file in (PYTHON / "app").rglob("*.py"))
    for name, one in DECLARED.items():
        if isinstance(one, Request | Event):
            assert f'"{one.kind if isinstance(one, Request) else one.name}"' in page, name
            assert re.search(rf"\bprotocol\.{name}\b", kernel), name


def test_one_spelling_and_one_pair_of_words_for_a_span() -> None:
    names = {name for kind in PAYLOADS for name in fields_of(kind)}
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names), names
    assert not names & {"from", "to"}


def own_traits(part: type[Any]) -> dict[str, Any]:
    """The synced traits that a widget of ours has beside those of every widget."""
    every = Part.__mro__[1].class_traits(sync=True)
    mine = part.class_traits(sync=True)
    return {name: trait for name, trait in mine.items() if name not in every or name == "part"}


def test_every_synced_trait_is_declared_and_begins_as_one_of_its_type() -> None:
    declared, seen = fields_of(protocol.Traits), set()
    for part in (
        dashboard.Dashboard,
        dashboard.EmbeddedDashboard,
        freewriting.FreewritingPart,
        parts.EditorPart,
        parts.ListPart,
        parts.MeterPart,
        parts.ComparePart,
    ):
        for name, trait in own_traits(part).items():
            assert name in declared, f"{part.__name__}.{name}"
            seen.add(name)
            if name != "bundle":  # a widget, of which the page gets a reference
                check(declared[name].type, trait.default())
    assert seen == set(declared)
    bundled = {name for name in Bundle.class_traits(sync=True) if not name.startswith("_")}
    assert bundled == set(fields_of(protocol.BundleTraits))


@settings(max_examples=300)
@given(st.sampled_from(PAYLOADS), st.data())
def test_what_is_of_its_type_passes_as_json_and_a_field_that_is_not_is_named(
    kind: Any, data: st.DataObject
) -> None:
    value = json.loads(json.dumps(data.draw(values(kind))))
    check(kind, value)
    fields = fields_of(kind)
    with pytest.raises(BadField, match="there is no field colour"):
        check(kind, {**value, "colour": "red"})
    for name, field in fields.items():
        if field.required:
            with pytest.raises(BadField, match=f"{name} is missing"):
                check(kind, {other: v for other, v in value.items() if other != name})
        if field.type is not object:
            with pytest.raises(BadField, match=rf"\b{name}\b"):
                check(kind, {**value, name: {"of": "another type"}})


@pytest.mark.parametrize(
    ("request_", "fields", "problem"),
    [
        (protocol.LOOK, {"revision": 1, "start": 0.5, "end": 2}, "start must be a whole number"),
        (protocol.LOOK, {"revision": True, "start": 0, "end": 2}, "revision must be a whole"),
        (protocol.LOOK, {"revision": 1, "start": -1, "end": 2}, "start must be at least 0"),
        (protocol.PUSH, {"revision": 1, "updates": [{"client": "a", "changes": [1, [2, 3, {}]]}]},
         "these changes do not fit the draft: updates[0].changes[1] must be"),
        (protocol.DECIDE, {"suggestion": "s", "decision": "maybe"}, "decision must be 'accepted'"),
        (protocol.COMPARE, {"versions": ["now", "then"]}, "no such version: versions[1]"),
        (protocol.ASSOCIATION_WRITE, {"turns": [[0, "a"]]}, "turns[0] must be a list of 3"),
        (protocol.ASSOCIATION_RULES, {"rules": {"sparks": "x"}}, "cannot be set: rules.sparks"),
        (protocol.ASSOCIATION_THREADS, {"act": "burn", "phrase": "x"}, "act must be 'keep'"),
        (protocol.DUET_START, {"turns": None}, "turns must be a whole number"),
        (protocol.SAVE, {"now": True}, "there is no field now"),
        (protocol.FOLDER_SETTINGS, {"use": "yes"}, "use must be true or false"),
    ],
    ids=lambda value: value.kind if isinstance(value, Request) else None,
)  # fmt: skip
def test_a_malformed_request_is_refused_by_its_field_and_never_handled(
    request_: Request[Any, Any], fields: dict[str, Any], problem: str
) -> None:
    answers: list[dict[str, Any]] = []
    handled: list[Any] = []
    dispatcher = Dispatcher(answers.append)
    dispatcher.register(request_, handled.append)
    dispatcher.receive({"id": "1", "kind": request_.kind, **fields})
    (answer,) = answers
    assert (answer["id"], answer["ok"]) == ("1", False)
    assert problem in answer["error"]
    assert not handled


def test_every_request_is_answered_errors_and_those_that_are_given_up_too() -> None:
    answers: list[dict[str, Any]] = []
    dispatcher = Dispatcher(answers.append)

    async def slow(_fields: protocol.Nothing) -> str:
        await asyncio.Event().wait()
        return "never"

    def refused(_fields: protocol.Nothing) -> protocol.Versions:
        raise RequestError("not now")

    async def ask() -> None:
        dispatcher.register(protocol.FACTS, slow)
        dispatcher.register(protocol.HISTORY, refused)
        for message in (
            None,
            {"kind": "facts"},
            {"id": "1", "kind": "facts"},
            {"id": "2", "kind": "history"},
            {"id": "3", "kind": "dance"},
            {"id": "1", "kind": "cancel"},
        ):
            dispatcher.receive(message)
        while len(answers) < 3:
            await asyncio.sleep(0)

    asyncio.run(ask())
    told = {answer["id"]: answer["error"] for answer in answers}
    assert told == {"1": "cancelled", "2": "not now", "3": "nothing here answers 'dance'"}
