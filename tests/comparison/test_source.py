"""Files of several kinds read as texts."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given

from companion.comparison.source import UnreadableError, read_sources
from companion.formats.criticmarkup import read_criticmarkup
from tests.strategies import TEXTS
from tests.word import run, word_file


def test_a_word_document_keeps_headings_lists_and_paragraphs(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "a.docx",
        f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{run("Mirrors")}</w:p>'
        f"<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='720'/></w:tabs></w:pPr>"
        f"{run('It was ')}{run('late.')}</w:p><w:p/>"
        f"<w:p><w:pPr><w:numPr/></w:pPr>{run('one')}</w:p>"
        f"<w:p><w:pPr><w:numPr/></w:pPr>{run('two')}</w:p>",
        by="Ann",
    )
    (source,) = read_sources(path)
    assert source.by == "Ann"
    assert source.text == "## Mirrors\n\nIt was late.\n\n- one\n- two\n"


def test_tracked_changes_are_read_as_before_and_after(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "a.docx",
        f"<w:p>{run('It was ')}"
        '<w:del w:author="Editor"><w:r><w:delText>very </w:delText></w:r></w:del>'
        f'<w:ins w:author="Editor">{run("quite ")}</w:ins>{run("late.")}</w:p>',
    )
    before, after = read_sources(path)
    assert (before.text, after.text) == ("It was very late.\n", "It was quite late.\n")
    assert after.by == "Editor"


def test_a_paragraph_whose_end_was_deleted_runs_on(tmp_path: Path) -> None:
    path = word_file(
        tmp_path / "a.docx",
        '<w:p><w:pPr><w:rPr><w:del w:author="E"/></w:rPr></w:pPr>'
        f"{run('One. ')}</w:p><w:p>{run('Two.')}</w:p>",
    )
    before, after = read_sources(path)
    assert (before.text, after.text) == ("One. \n\nTwo.\n", "One. Two.\n")


def test_a_notebook_gives_its_prose_and_fences_its_code(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    cells = [
        {"cell_type": "markdown", "source": ["# On\n", "mirrors"]},
        {"cell_type": "code", "source": "print('```')", "outputs": [], "execution_count": 1},
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")
    (source,) = read_sources(path)
    assert source.text == "# On\nmirrors\n\n````python\nprint('```')\n````\n"


def test_criticmarkup_is_read_as_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "It {~~were~>was~~} a{++ very++} cold{-- dark--} {==night==}{>>sure?<<}. `{++x++}`\n",
        encoding="utf-8",
    )
    before, after = read_sources(path)
    assert before.text == "It were a cold dark night. `{++x++}`\n"
    assert after.text == "It was a very cold night. `{++x++}`\n"


@given(TEXTS)
def test_a_text_without_marks_is_read_as_it_is(text: str) -> None:
    assert read_criticmarkup(text) is None


def test_old_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes("naïve “words”\r\n".encode(encoding))
        assert read_sources(path)[0].text == "naïve “words”\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"no zip"), ("a.ipynb", b"[]"), ("a.ipynb", b"{"), ("a.md", b"\x00\x01\x02\xff")],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"save"):
        read_sources(path)


def test_a_word_document_with_entities_is_refused(tmp_path: Path) -> None:
    good, bad = word_file(tmp_path / "good.docx", f"<w:p>{run('a')}</w:p>"), tmp_path / "a.docx"
    with zipfile.ZipFile(good) as parts, zipfile.ZipFile(bad, "w") as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "word/document.xml":
                end = content.index(b"?>") + 2
                content = content[:end] + b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + content[end:]
            archive.writestr(name, content)
    assert read_sources(good)[0].text == "a\n"
    with pytest.raises(UnreadableError, match="document type"):
        read_sources(bad)


def test_a_word_document_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_001)
    with pytest.raises(UnreadableError, match="too large"):
        read_sources(path)
