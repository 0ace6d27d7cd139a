"""``companion authorship``: from what was recorded to annotations, and over changes of the text."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.app.cli import main
from companion.formats.markdown_annotations import Author, read_block, split_document
from companion.store.associations import KeptTurn
from companion.store.history import History

PASTED = "mind the gap between platform and train"
SAID = "the humming forgives you slowly"
DRAFT = (
    f"👩‍👩‍👧 I dont know, e\u0301te\u0301.\r\n\r\nThey said {PASTED}. And {SAID}, I thought.\r\n"
)


@pytest.fixture
def draft(tmp_path):
    """A draft with a correction accepted, words pasted, and words that a partner said."""
    path = tmp_path / "essay.md"
    path.write_bytes(DRAFT.encode())
    history = History(path, DRAFT.replace("\r\n", "\n"))
    history.ledger.record_paste(f"Please {PASTED.upper()}!")
    history.associations.begin(
        "partner", ("You", "Partner"), datetime(2026, 1, 1), turns=[KeptTurn("partner", "P", SAID)]
    )
    history.close()
    assert main(["check", "--apply", str(path)]) == 1
    return path


def owned(path, capsys, *words: str) -> dict[str, list[str]]:
    capsys.readouterr()
    assert main(["authorship", "--json", str(path), *words]) == 0
    found = json.loads(capsys.readouterr().out)
    text = split_document(path.read_bytes().decode().replace("\r\n", "\n"))[0]
    return {a["key"]: [text[start:end] for start, end in a["spans"]] for a in found["authors"]}


def test_each_character_has_the_author_that_the_record_names(draft, capsys) -> None:
    found = owned(draft, capsys)
    assert found["&Pasted"] == [PASTED]
    assert found["&Partner"] == [SAID]
    (corrected,) = (key for key in found if key not in ("@Author", "&Pasted", "&Partner"))
    assert found[corrected] == ["'"]  # of "don't"; its letters are the author's
    assert found["@Author"][0] == "👩‍👩‍👧 I don"
    assert main(["authorship", str(draft)]) == 0
    assert "&Pasted" in capsys.readouterr().out


def test_words_that_were_moved_stay_their_authors(tmp_path, capsys) -> None:
    path = tmp_path / "essay.md"
    path.write_text(f"New here. I wrote that {PASTED}. And {SAID}.\n", encoding="utf-8")
    history = History(path, path.read_text("utf-8"))
    history.ledger.record_paste(f"I wrote that {PASTED}.", known=f"I wrote that {PASTED}, once.")
    history.ledger.record_paste(SAID, known=f"I wrote that {PASTED}.")
    history.close()
    assert owned(path, capsys)["&Pasted"] == [SAID]


def test_annotations_at_the_end_and_beside_are_verified_by_their_hash(draft, capsys) -> None:
    before = draft.read_bytes()
    assert main(["authorship", "--beside", "--author", "Ann", str(draft)]) == 0
    beside = draft.with_name("essay.md.annotations")
    assert draft.read_bytes() == before
    annotations = read_block(beside.read_text("utf-8"))
    assert annotations.fits(before.decode())
    assert annotations.digest == hashlib.sha256(before).hexdigest()[:32]
    assert {author.key for author in annotations.authors} >= {"@Ann", "&Pasted", "&Partner"}
    assert main(["authorship", "--at-end", "--author", "Ann", str(draft)]) == 0
    assert draft.read_bytes().startswith(before + b"\r\n---\r\nAnnotations: 0,")
    again = draft.read_bytes()
    assert main(["authorship", "--at-end", "--author", "Ann", str(draft)]) == 0
    assert draft.read_bytes() == again
    assert main(["check", str(draft)]) == 0  # the block is no prose
    assert main(["authorship", "--remove", str(draft)]) == 0
    assert draft.read_bytes() == before
    assert main(["authorship", "--remove", str(draft)]) == 2


def test_a_text_that_moved_on_takes_its_annotations_along(draft, capsys) -> None:
    main(["authorship", "--at-end", "--author", "Ann", str(draft)])
    main(["history", str(draft), "--keep", "annotated"])
    changed = draft.read_text("utf-8").replace("They said", "Once more they all said")
    draft.write_text(changed.replace("mind the gap", "mind the old gap"), encoding="utf-8")
    capsys.readouterr()
    assert main(["authorship", str(draft)]) == 0
    assert "carried over to the words that still stand" in capsys.readouterr().err
    found = owned(draft, capsys, "--author", "Eve")
    pasted = [part.strip() for part in found["&Pasted"]]
    assert pasted == ["mind the", "gap between platform and train"]
    assert found["&Partner"] == [SAID]
    assert any("Once more they all" in part for part in found["@Eve"])
    assert any("know" in part for part in found["@Ann"])


def test_annotations_of_a_text_that_is_not_at_hand_are_refused(tmp_path, capsys) -> None:
    path = tmp_path / "essay.md"
    path.write_text("One two three.\n", encoding="utf-8")
    assert main(["authorship", "--at-end", str(path)]) == 0
    path.write_text(path.read_text().replace("two", "2"), encoding="utf-8")
    capsys.readouterr()
    assert main(["authorship", "--at-end", str(path)]) == 2
    assert "of another text" in capsys.readouterr().err
    assert main(["authorship", "--at-end", "--discard", str(path)]) == 0
    assert read_block(path.read_text()).fits("One 2 three.\n")
    assert not (tmp_path / ".companion").exists()


def test_those_of_another_copy_are_taken_up(tmp_path, capsys) -> None:
    path, copy = tmp_path / "essay.md", tmp_path / "copy.md"
    path.write_text("One two three four.\n", encoding="utf-8")
    text = "One 👩‍👩‍👧 three four.\r\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    block = f"\r\n---\r\nAnnotations: 0,18 SHA-256 {digest}\r\n@Bo: 0,5\r\n&AI: 5,13\r\n...\r\n"
    copy.write_bytes((text + block).encode())
    found = owned(path, capsys, "--from", str(copy))
    assert found == {"@Author": ["two"], "@Bo": ["One "], "&AI": [" three four.\n"]}
    assert main(["authorship", "--from", str(path), str(path)]) == 2
    assert main(["authorship", str(tmp_path / "none.md")]) == 2


LINE_ENDS = ["\n", "\r\n", "\r", "\r\r\n", "\n\r", "\u2028", "\x85", ""]


@given(
    st.lists(st.tuples(st.sampled_from(["", "One two.", "e\u0301"]), st.sampled_from(LINE_ENDS)))
)
@example([("", "\r")])
@example([("One.", "\r\r\n"), ("Two.", "\r\n"), ("Three.", "\r")])
@example([("", "\r\r\n"), ("", "\n\r"), ("One.", "\u2028")])
@settings(max_examples=40, deadline=None)
def test_whatever_its_lines_end_with_a_file_gets_annotations_and_is_given_back(
    lines: list[tuple[str, str]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "essay.md"
        path.write_bytes(before := "".join(map("".join, lines)).encode())
        for _ in range(2):  # the second time they are those of this text
            assert main(["authorship", "--at-end", "--author", "Ann", str(path)]) == 0
            text, block = split_document(path.read_bytes().decode())
            annotations = read_block(block)
            assert annotations.fits(text)
            assert text.encode() == before
            assert annotations.hashed is not None
            whole = (annotations.hashed,) if before else ()
            assert annotations.authors == (Author("@Ann", whole),)
        assert main(["authorship", "--remove", str(path)]) == 0
        assert path.read_bytes() == before
