"""Word documents, saved by a library, through the commands that read them."""

import json

from docx import Document

from companion.app.cli import main
from tests.word import run, word_file

TEXT = (
    "I keep the salt by the window because my mother kept it there. "
    "It gets damp, and nobody minds, and I would not move it for anything. "
)


def test_a_voice_is_learnt_from_documents(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    document = Document()
    document.add_heading("On salt", 1)
    for _ in range(12):
        document.add_paragraph(TEXT)
    document.add_paragraph("damp salt", style="List Bullet")
    document.save(str(tmp_path / "salt.docx"))
    assert main(["voice", "learn", str(tmp_path / "salt.docx"), "--name", "salty"]) == 0
    capsys.readouterr()
    assert main(["voice", "show", "--name", "salty", "--json"]) == 0
    words = json.loads(capsys.readouterr().out)["words"]
    assert words["salt"] == 14
    assert words["damp"] == 13


def test_what_someone_else_put_in_is_not_learnt(tmp_path) -> None:
    from companion.voice.sources import text_of

    changed = f'<w:ins w:author="E">{run("profoundly ")}</w:ins>{run("late.")}'
    path = word_file(tmp_path / "a.docx", f"<w:p>{run('It was ')}{changed}</w:p>")
    assert text_of(path).strip() == "It was late."


def test_a_document_is_compared_with_a_draft(tmp_path, capsys) -> None:
    draft = tmp_path / "salt.md"
    draft.write_text(f"# On salt\n\n{TEXT.strip()}\n\n- damp salt\n- dry salt\n", encoding="utf-8")
    document = Document()
    document.add_heading("On salt", 1)
    document.add_paragraph(TEXT.replace("my mother", "my aunt"))
    document.add_paragraph("damp salt", style="List Bullet")
    document.add_paragraph("dry salt", style="List Bullet")
    document.save(str(tmp_path / "salt.docx"))
    assert main(["compare", str(draft), str(tmp_path / "salt.docx"), "--text"]) == 1
    out = capsys.readouterr().out
    assert "[-mother-] {+aunt+}" in out
    assert "1 words added, 1 removed, 0 paragraphs" in out


def test_a_broken_document_is_refused_in_words(tmp_path, capsys) -> None:
    good, broken = tmp_path / "good.md", tmp_path / "broken.docx"
    good.write_text("One.\n")
    broken.write_bytes(
        word_file(tmp_path / "a.docx", f"<w:p>{run('One.')}</w:p>").read_bytes()[:900]
    )
    assert main(["compare", str(good), str(broken), "--text"]) == 2
    assert "save it as .docx" in capsys.readouterr().err
    assert main(["voice", "learn", str(broken)]) == 2
    assert "broken.docx" in capsys.readouterr().err
