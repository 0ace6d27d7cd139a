"""Make ``companion/association/data/norms.tsv.gz``: human free associations, filtered and compact.

Run as::

    python -m benchmarks.fit.norms EAT_FILE

where EAT_FILE is the Edinburgh Associative Thesaurus with one cue a line,
``cue<TAB>response:count|response:count|...``. What is left out, and why, stands in
``companion/association/data/left_out.txt`` and the README beside it. The result does not depend on
the time or the machine.
"""

from __future__ import annotations

import codecs
import gzip
import html
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lemminflect import getAllInflections

from benchmarks.command import parser
from companion.association.norms import plain_forms

DATA = Path(__file__).parents[2] / "companion" / "association" / "data"
SOURCE = """\
Data: the Edinburgh Associative Thesaurus (Kiss, Armstrong, Milroy and Piper 1973), from the Pajek
network EATnew of github.com/bavla/Nets; also as JSON at github.com/dariusk/ea-thesaurus."""
VEILED = ("slur", "crude")  # sections of left_out.txt that are written in ROT13
BLANK = "blank"  # what the transcribers wrote where someone said nothing
# Letters, with inner spaces, hyphens and apostrophes; at most three words. No numbers, no initials.
USABLE = re.compile(r"[a-z]+(?:['-][a-z]+)*(?: [a-z]+(?:['-][a-z]+)*){0,2}")
MOST_RESPONSES = 12


@dataclass(frozen=True)
class LeftOut:
    """What ``left_out.txt`` says: words left out everywhere, and responses bound to some cues."""

    words: frozenset[str]
    only_with: Mapping[str, frozenset[str]]

    def admits(self, phrase: str) -> bool:
        """Whether a cue or response is usable and holds no word that is left out."""
        parts = {phrase, *phrase.split(), *re.split(r"[ '-]", phrase)}
        return bool(USABLE.fullmatch(phrase)) and not parts & self.words and phrase != BLANK

    def admits_pair(self, cue: str, response: str) -> bool:
        """Whether ``response`` may be offered for ``cue``."""
        bound = self.only_with.get(response)
        return self.admits(response) and (bound is None or cue in bound)


def read_left_out(text: str) -> LeftOut:
    """Read ``left_out.txt``."""
    words: set[str] = set()
    only_with: defaultdict[str, set[str]] = defaultdict(set)
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif not line or line.startswith("#"):
            continue
        elif section == "only-with":
            responses, _, cues = line.partition(":")
            for response in responses.split():
                only_with[response] |= set(cues.split())
        else:
            words |= set((codecs.encode(line, "rot13") if section in VEILED else line).split())
    return LeftOut(frozenset(words), {word: frozenset(cues) for word, cues in only_with.items()})


def read_norms(path: Path, left_out: LeftOut) -> dict[str, list[tuple[str, int]]]:
    """From cue to responses with how many people gave each, most frequent first."""
    norms: dict[str, list[tuple[str, int]]] = {}
    for line in html.unescape(path.read_text("utf-8")).splitlines():
        cue, _, rest = line.partition("\t")
        if " " in cue or not left_out.admits(cue):
            continue
        pairs = (pair.rpartition(":") for pair in rest.split("|"))
        kept = [(word, int(count)) for word, _, count in pairs if left_out.admits_pair(cue, word)]
        if kept:
            norms[cue] = kept[:MOST_RESPONSES]
    return norms


def irregular_forms(cue: str, cues: frozenset[str]) -> list[str]:
    """Forms of ``cue`` that no rule of spelling leads back to it, such as "went" for "go"."""
    forms = {form for group in getAllInflections(cue).values() for form in group}
    return sorted(
        form
        for form in forms
        if form.isalpha() and form not in cues and cue not in plain_forms(form)
    )


def main() -> None:
    """Write the data file; prints its size."""
    arguments = parser("benchmarks.fit.norms", __doc__, SOURCE)
    arguments.add_argument("associations", type=Path, metavar="EAT_FILE")
    path = arguments.parse_args().associations
    if not path.is_file():
        sys.exit(f"{path} is no file; --help says what it is and where it comes from.")
    left_out = read_left_out((DATA / "left_out.txt").read_text("utf-8"))
    norms = read_norms(path, left_out)
    cues = frozenset(norms)
    lines = [
        "\t".join(
            (
                cue,
                " ".join(irregular_forms(cue, cues)),
                "|".join(f"{word}:{count}" for word, count in responses),
            )
        )
        for cue, responses in sorted(norms.items())
    ]
    data = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    (DATA / "norms.tsv.gz").write_bytes(data)
    pairs = sum(map(len, norms.values()))
    print(f"{len(norms)} cues, {pairs} associations, {len(data)} bytes")


if __name__ == "__main__":
    main()
