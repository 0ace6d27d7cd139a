"""Checks on an office file (a ZIP archive of XML) before anything in it is read.

An archive of some kilobytes can unpack to gigabytes, and XML of some hundred characters with
entities of its own can, too. A file from elsewhere is refused where its contents are not those
that a word processor writes; how much it would take is known from its directory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath

# Far above any book. All in bytes, unpacked, but the tightness and the counts.
_LARGEST_PART = 50_000_000  # of XML
_LARGEST = 300_000_000  # in all, pictures included
_TIGHT_FROM = 20_000_000  # below it, it does not matter how tightly a part is packed
_TIGHTEST = 150  # times; the XML of word processors is packed some ten to forty times
_MAX_PARTS = 20_000
# Elements and attributes; each takes some hundred bytes of memory, however short it is.
_MAX_NODES = 4_000_000

DEFAULT_ADVICE = "open it, save it as .docx, try again"
_UNTRUSTED = "no word processor writes such a file, so do not open it unless you trust its origin"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Word files and of locked ones
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# Encodings whose ASCII is ASCII, so that what is looked for can be found in the bytes.
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_SPACE = re.compile(rb"[ \t\r\n]*")
# The other ways in which a parser may find XML in bytes that do not begin with "<".
_FOREIGN_STARTS = (
    b"\x4c\x6f\xa7\x94",
    b"\x00\x00\x00\x3c",
    b"\x3c\x00\x00\x00",
    b"\x00\x00\xfe\xff",
    b"\xff\xfe\x00\x00",
)
# Pictures and pages that a document may hold, which are not read and may have a document type.
_CARRIED = (".svg", ".htm", ".html", ".xhtml", ".mht")


class BadPackage(ValueError):
    """Not an office file that may be read; the message says why.

    Attributes:
        advice: what to do.
    """

    def __init__(self, why: str, advice: str = DEFAULT_ADVICE) -> None:
        super().__init__(why)
        self.advice = advice


def check_package(content: bytes) -> None:
    """Refuse what would fill the memory or is no office file.

    Raises:
        BadPackage: it is one of these.
    """
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise BadPackage(
                "it is locked with a password", "take the password off in Word, save it, try again"
            )
        raise BadPackage("it is of Word 97 to 2003", "open it in Word, save it as .docx, try again")
    if not content:
        raise BadPackage("it is empty", "get it again")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_directory(parts)
            nodes = 0
            for part in parts:
                nodes += _check_part(archive, part)
                if nodes > _MAX_NODES:
                    raise BadPackage("it is too large", "divide it into parts")
    except (zipfile.BadZipFile, EOFError) as error:
        raise BadPackage(
            "it is broken, or its end is missing", "get it again, or " + DEFAULT_ADVICE
        ) from (error)


def _check_directory(parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > _MAX_PARTS:
        raise BadPackage(f"it holds {len(parts):,} parts", _UNTRUSTED)
    if sum(part.file_size for part in parts) > _LARGEST:
        raise BadPackage(
            "it is too large when it is unpacked", "take the pictures out, or divide it"
        )
    names = set()
    for part in parts:
        place = PurePosixPath(part.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or ":" in part.filename:
            raise BadPackage("it names files outside itself", _UNTRUSTED)
        if part.filename in names:
            raise BadPackage("it holds a part twice", _UNTRUSTED)
        names.add(part.filename)
        if part.flag_bits & 1:
            raise BadPackage(
                "it is locked with a password", "take the password off, save it, try again"
            )
        packed = max(1, part.compress_size)
        if part.file_size > _TIGHT_FROM and part.file_size > _TIGHTEST * packed:
            raise BadPackage("it is too large when it is unpacked", _UNTRUSTED)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Check a part if it is XML, whatever its name says; returns how many nodes it has."""
    with archive.open(part) as file:
        start = file.read(64)
    named = part.filename.lower().endswith((".xml", ".rels"))
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_FOREIGN_STARTS):
        raise BadPackage("it is XML in an encoding of its own", _UNTRUSTED)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    if not (named or wide or not plain or plain.startswith(b"<")):
        return 0
    if part.file_size > _LARGEST_PART:
        if named or wide or plain:
            raise BadPackage("it is too large", "divide it into parts")
        return 0
    content = archive.read(part)
    if wide:
        big = start.startswith((b"\xfe\xff", b"\0<"))
        content = content.decode("utf-16-be" if big else "utf-16-le", "replace").encode("utf-8")
    elif (declared := _DECLARED.search(content[:400])) and declared[1].lower() not in _ENCODINGS:
        raise BadPackage("it is XML in an encoding of its own", _UNTRUSTED)
    if not part.filename.lower().endswith(_CARRIED) and _has_doctype(content):
        raise BadPackage("it holds a document type, which no Word document does", _UNTRUSTED)
    return content.count(b"<") + content.count(b"=")


def _has_doctype(content: bytes) -> bool:
    """Whether a declaration stands before the first element, the only place where one may."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    at = 0
    while True:
        space = _SPACE.match(content, at)
        at = space.end() if space else at
        if content.startswith(b"<!--", at):
            end, length = content.find(b"-->", at + 4), 3
        elif content.startswith(b"<?", at):
            end, length = content.find(b"?>", at + 2), 2
        else:
            return content.startswith(b"<!", at)
        if end < 0:
            return False
        at = end + length
