"""Files that are made to do harm, at every door: a message, exit status 2, and little memory.

Each command runs in a process that may have no more memory than a fraction of what the file would
take if it were read, so that reading it fails the test.
"""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.serving import PATIENCE, isolated_environment
from tests.word import run, word_file

MEMORY = 2_500_000_000  # bytes of address space; Python with its libraries takes a part of it

if sys.platform != "linux":
    pytest.skip("the limit of memory is Linux's", allow_module_level=True)


def companion(home: Path, *words: str | Path, stdin: bytes = b"") -> tuple[int, str]:
    """Run the command with little memory; its exit status and all that it said."""
    done = subprocess.run(
        [sys.executable, "-m", "companion", *map(str, words)],
        env=isolated_environment(home),
        cwd=home,
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def refused(home: Path, *words: str | Path, stdin: bytes = b"") -> str:
    """What a command says that must refuse a file in one plain line."""
    status, said = companion(home, *words, stdin=stdin)
    assert status == 2, said
    assert said.startswith("companion: "), said
    assert "Traceback" not in said
    assert "MemoryError" not in said
    assert len(said) < 700
    return said


def docx(**parts: bytes) -> bytes:
    """A document of these parts besides its own; ``document`` is the text."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def repacked(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A sound document with its parts changed, and others put in."""
    good = word_file(path, f"<w:p>{run('One.')}</w:p>")
    made = io.BytesIO()
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(name, change(name, parts.read(name)))
        for name, content in more.items():
            out.writestr(name, content)
    return made.getvalue()


def with_doctype(declaration: bytes, part: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        end = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
        return content[:end] + b"<!-- -->\n" + declaration + content[end:]

    return change


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20)
)
OUTSIDE = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def same(_: str, content: bytes) -> bytes:
    return content


def wide(name: str, content: bytes) -> bytes:
    if name != "word/document.xml":
        return content
    text = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    text = text.replace("encoding='UTF-8'", "encoding='UTF-16'")
    end = text.index("?>") + 2
    return (text[:end] + "<!DOCTYPE x>" + text[end:]).encode("utf-16")


def renamed(name: str) -> bytes:
    """A part of that name; ``writestr`` would mend it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    return made.getvalue()


def locked(content: bytes) -> bytes:
    """The flag of encryption set in every entry of an archive's directory."""
    changed = bytearray(content)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        (flags,) = struct.unpack_from("<H", changed, at + 8)
        struct.pack_into("<H", changed, at + 8, flags | 1)
        at += 4
    return bytes(changed)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCUMENTS = {
    "bomb": (lambda p: docx(**{"word/document.xml": b" " * 400_000_000}), "too large"),
    "bomb in a picture": (
        lambda p: repacked(p, same, **{"word/media/a.png": b"\0" * 200_000_000}),
        "too large",
    ),
    "many elements": (
        lambda p: repacked(p, same, **{"word/more.xml": b"<a>" + b"<b/>" * 5_000_000 + b"</a>"}),
        "too large",
    ),
    "many parts": (lambda p: docx(**{f"a{n}": b"" for n in range(20_001)}), "20,001 parts"),
    "entities": (lambda p: repacked(p, with_doctype(LAUGHS, "word/document.xml")), "document type"),
    "entities in styles": (
        lambda p: repacked(p, with_doctype(LAUGHS, "word/styles.xml")),
        "document type",
    ),
    "entities in relationships": (
        lambda p: repacked(p, with_doctype(OUTSIDE, "word/_rels/document.xml.rels")),
        "document type",
    ),
    "entity outside": (
        lambda p: repacked(p, with_doctype(OUTSIDE, "word/document.xml")),
        "document type",
    ),
    "document type in UTF-16": (lambda p: repacked(p, wide), "document type"),
    "UTF-7": (
        lambda p: repacked(
            p, same, **{"word/a.xml": b"<?xml version='1.0' encoding='UTF-7'?>+ADw-!DOCTYPE x>"}
        ),
        "encoding of its own",
    ),
    "a part by another name": (
        lambda p: repacked(p, same, **{"word/a.bin": b"<?xml version='1.0'?>" + LAUGHS + b"<a/>"}),
        "document type",
    ),
    "a parent's path": (lambda p: renamed("../../evil.xml"), "outside itself"),
    "an absolute path": (lambda p: renamed("/etc/evil.xml"), "outside itself"),
    "a drive": (lambda p: renamed("C:\\evil.xml"), "outside itself"),
    "cut off": (lambda p: repacked(p, same)[:-100], "get it again"),
    "cut short": (lambda p: repacked(p, same)[:200], "get it again"),
    "empty": (lambda p: b"", "get it again"),
    "no archive": (lambda p: b"hello", "save it as .docx"),
    "an archive of nothing": (lambda p: docx(), "save it as .docx"),
    "another archive": (lambda p: docx(hello=b"x"), "save it as .docx"),
    "locked": (lambda p: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked parts": (lambda p: locked(repacked(p, same)), "password"),
    "old": (lambda p: OLE, "Word 97"),
}


def test_documents_that_do_harm(tmp_path: Path) -> None:
    """All in one process: what is at stake is the memory, and one start of Python is enough."""
    paths = []
    for number, (name, (make, _)) in enumerate(DOCUMENTS.items()):
        path = tmp_path / f"{number} {name}.docx"
        path.write_bytes(make(tmp_path / "good.docx"))
        paths.append(str(path))
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from companion.comparison.source import UnreadableError, read_sources\n"
        "from companion.voice.profile import ProfileError\n"
        "from companion.voice.sources import text_of\n"
        "for path in map(Path, sys.argv[1:]):\n"
        "    for read, error in ((read_sources, UnreadableError), (text_of, ProfileError)):\n"
        "        try:\n"
        "            read(path)\n"
        "            print(json.dumps('READ'))\n"
        "        except error as said:\n"
        "            print(json.dumps(str(said)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *paths],
        env=isolated_environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    for (name, (_, wanted)), pair in zip(
        DOCUMENTS.items(), zip(said[::2], said[1::2], strict=True), strict=True
    ):
        for one in pair:
            assert wanted in one, (name, one)
            assert "Error" not in one.replace("UnreadableError", ""), (name, one)
            assert len(one) < 500, (name, one)


def test_sound_documents_are_read(tmp_path: Path) -> None:
    from companion.comparison.source import read_sources

    path = tmp_path / "a.docx"
    drawing = b"<?xml version='1.0'?><!DOCTYPE svg><svg/>"
    path.write_bytes(repacked(tmp_path / "good.docx", same, **{"word/media/a.svg": drawing}))
    assert read_sources(path)[0].text == "One.\n"
    # A long document, packed tightly because it says one thing again and again.
    many = "".join(f"<w:p>{run('The same words, again and again.')}</w:p>" for _ in range(20_000))
    assert len(read_sources(word_file(path, many))[0].text) > 600_000


DEEP = '{"cells": [], "metadata": ' + "[" * 100_000 + "]" * 100_000 + ', "nbformat": 4}'
CELL = {"cell_type": "markdown", "metadata": {}, "source": "One."}
NOTEBOOKS = {
    "deep": (DEEP, "nested"),
    "deep but parsable": (
        DEEP.replace("[" * 100_000, "[" * 400).replace("]" * 100_000, "]" * 400),
        "nested",
    ),
    "a list": ("[]", "notebook"),
    "a number": ("1", "notebook"),
    "null": ("null", "notebook"),
    "no cells": ('{"nbformat": 4}', "notebook"),
    "cells of another kind": ('{"cells": {"a": 1}, "nbformat": 4}', "notebook"),
    "a cell of another kind": ('{"cells": [1, "a", null], "nbformat": 4}', "notebook"),
    "a source of another kind": (
        '{"cells": [{"cell_type": "markdown", "source": [1, 2]}], "nbformat": 4}',
        "notebook",
    ),
    "a long number": ('{"cells": [], "nbformat": ' + "9" * 5_000 + "}", "notebook"),
    "a merge": ('{"cells": [\n<<<<<<< ours\n]}', "merge"),
    "cut off": ('{"cells": [{"cell_type": "mark', "JupyterLab"),
    "no JSON": ("hello", "JupyterLab"),
    "empty": ("", "JupyterLab"),
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_that_are_none(name: str, tmp_path: Path) -> None:
    from companion.comparison.source import UnreadableError, sources_of
    from companion.store.draft_file import DraftError
    from companion.store.notebook_file import NotebookFile
    from companion.voice.profile import ProfileError
    from companion.voice.sources import text_of

    raw, wanted = NOTEBOOKS[name]
    path = tmp_path / "a.ipynb"
    path.write_text(raw, "utf-8")
    with pytest.raises(DraftError, match=wanted):
        NotebookFile.open(path, recovery=tmp_path / "recovery")
    with pytest.raises(UnreadableError, match=wanted):
        sources_of("a.ipynb", raw.encode())
    if name not in ("deep but parsable", "a long number"):
        with pytest.raises(ProfileError, match="notebook"):
            text_of(path)
    assert path.read_text("utf-8") == raw


def test_odd_notebooks_are_read_and_saved(tmp_path: Path) -> None:
    from companion.comparison.source import sources_of
    from companion.store.notebook_file import NotebookFile

    path = tmp_path / "a.ipynb"
    cells = [{**CELL, "id": "a"}, {**CELL, "id": "a"}, {**CELL, "extra": float("nan")}]
    path.write_text("\n  " + json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "utf-8")
    draft = NotebookFile.open(path, recovery=tmp_path / "recovery")
    draft.write(draft.text.replace("One.", "Two.", 1))
    saved = json.loads(path.read_text("utf-8"))
    assert [cell["source"] for cell in saved["cells"]] == ["Two.", "One.", "One."]
    (source,) = sources_of(
        "a.ipynb", b'{"cells": [{"cell_type": "raw", "source": "a\\u0000\\ud800"}]}'
    )
    assert source.text == "a\ufffd\ufffd\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files that are too much, or no files, and a sound draft."""
    (tmp_path / "good.md").write_text("One.\n")
    for name, size in (("a.md", 10**10), ("b.ipynb", 5 * 10**8), ("c.docx", 10**10)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "circle.md").symlink_to("circle.md")
    return tmp_path


FILES = ("a.md", "b.ipynb", "c.docx", "pipe.md", "folder.md", "zero.md", "circle.md", "gone.md")


@pytest.mark.parametrize(
    "door",
    [
        ("compare", "good.md", "{}", "--text"),
        ("compare", "{}", "good.md"),
        ("marks", "{}", "--text"),
        ("marks", "good.md", "{}", "--text"),
        ("authorship", "good.md", "--from", "{}"),
        ("check", "{}"),
        ("transcript", "import", "{}", "--draft", "good.md"),
        ("guard", "good.md", "{}"),
        ("drift", "good.md", "{}"),
    ],
    ids=" ".join,
)
def test_what_is_no_file_or_too_much(door: tuple[str, ...], folder: Path) -> None:
    """In this process, since a pipe would wait and ten gigabytes would not fit: it must not try."""
    from companion.app.cli import main

    for name in FILES:
        words = [
            str(folder / word.format(name)) if "." in word or "{" in word else word for word in door
        ]
        captured = io.StringIO()
        stderr, sys.stderr = sys.stderr, captured
        try:
            status = main(words)
        finally:
            sys.stderr = stderr
        assert status == 2, (name, captured.getvalue())
        assert captured.getvalue().startswith("companion: "), captured.getvalue()
        assert len(captured.getvalue()) < 600


def test_ten_gigabytes_are_refused_with_little_memory(folder: Path) -> None:
    """The real command, with the memory bounded."""
    home = folder / "home"
    assert "MB" in refused(home, "compare", folder / "good.md", folder / "b.ipynb", "--text")
    assert "MB" in refused(home, "voice", "learn", folder / "c.docx")
    assert "MB" in refused(home, "check", folder / "a.md")
    many = b"# A \xe2\x86\x94 B\n" + b"x" * 21_000_000
    assert "MB" in refused(
        home, "transcript", "import", "-", "--draft", folder / "good.md", stdin=many
    )


def test_a_shells_pipe_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("One.\n")
    done = subprocess.run(
        ["bash", "-c", f"exec {sys.executable} -m companion compare good.md <(echo Two.) --text"],
        env=isolated_environment(tmp_path / "home"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert "Two" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "{}.ipynb"], "Companion.from_notebook"),
        (["check", "{}.docx"], "companion compare DRAFT a.docx"),
        (["check", "{}.rtf"], "Rich Text"),
        (["check", "{}.pdf"], "PDF"),
        (["marks", "{}.docx"], "companion compare DRAFT a.docx"),
        (["compare", "{}.docx"], "companion compare DRAFT a.docx"),
        (["compare", "{}.docx", "--text"], "companion compare DRAFT a.docx"),
    ],
)
def test_no_message_leads_in_a_circle(tmp_path: Path, capsys, words, says) -> None:
    from companion.app.cli import main

    word_file(tmp_path / "a.docx", f"<w:p>{run('One.')}</w:p>")
    (tmp_path / "a.ipynb").write_text('{"cells": [], "nbformat": 4}')
    (tmp_path / "a.rtf").write_text("{\\rtf1 One.}")
    (tmp_path / "a.pdf").write_text("%PDF-1.7\n")
    assert main([word.format(tmp_path / "a") for word in words]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert "save it as .docx" not in said
    assert "UTF-8" not in said


def test_transcripts_cost_no_more_than_their_length() -> None:
    from companion.association.transcript import TranscriptError, read_transcripts

    head = "# A ↔ B\n\n**Started:** 2025-10-26 12:15:18\n"
    for text in (
        head + "\n" * 2_000_000 + "x",
        head.replace("18", "18" + " " * 500_000 + "x"),
        head + "**Messages:** 99999\n\n---\n\n" + "### A\n\n---\n\n" * 200_000,
        "# " + "↔".join("ab" for _ in range(100_000)) + head[7:],
        "x" * 20_000_001,
        '{"mapping": {}}',
    ):
        with pytest.raises(TranscriptError) as error:
            read_transcripts(text)
        assert len(str(error.value)) < 600
