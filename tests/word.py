"""Word documents for tests, made by a library as a word processor makes them."""

from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def word_file(path: Path, body: str, *, by: str = "") -> Path:
    """A document with these elements in its body, last saved by that person."""
    document = Document()
    end = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        end.addprevious(element)
    document.core_properties.last_modified_by = by
    document.save(str(path))
    return path


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
