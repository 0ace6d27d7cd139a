"""Make ``companion/english/data/lexicon.txt.gz``: English words, names, and how common they are.

Words come from SCOWL (the files of Debian's package ``scowl``), their frequency from the word
counts that the package ``symspellpy`` carries (Google Books Ngrams met with SCOWL). Run as::

    python -m benchmarks.fit.lexicon SCOWL_DIRECTORY FREQUENCY_FILE

where SCOWL_DIRECTORY holds files such as ``english-words.35`` and FREQUENCY_FILE is
``frequency_dictionary_en_82_765.txt``. The result does not depend on the time or the machine.
"""

from __future__ import annotations

import gzip
import math
import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.command import parser

TARGET = Path(__file__).parents[2] / "companion" / "english" / "data" / "lexicon.txt.gz"
DATA = """\
Data: SCOWL (wordlist.sourceforge.net; the Debian package "scowl" puts it into
/usr/share/dict/scowl), and the frequency dictionary in the package symspellpy (on PyPI)."""
SPELLINGS = ("english", "american", "british", "british_z", "canadian", "australian")
LARGEST = 70  # SCOWL's size: 35 is small, 70 large; beyond lie words that look like typing errors
LARGEST_VARIANT = 60


def read_list(path: Path) -> set[str]:
    """The words of one SCOWL file, as Debian packs it; single letters but a, i and o left out."""
    words = {line.strip() for line in path.read_text("utf-8").splitlines()}
    return {word for word in words if len(word) > 1 or word in ("a", "i", "o")}


def collect(folder: Path) -> set[str]:
    """Words in lower case; names and other words that are always written with a capital as such."""
    words: set[str] = set()
    for path in sorted(folder.glob("*-*.*")):
        spelling, _, rest = path.name.partition("-")
        group, _, size = rest.partition(".")
        variant = spelling.startswith("variant_1") or "_variant_1" in spelling
        if spelling not in SPELLINGS and not variant:
            continue
        if int(size) > (LARGEST_VARIANT if variant else LARGEST):
            continue
        if group in ("words", "upper", "proper-names", "contractions"):
            words |= read_list(path)
        elif group == "abbreviations":
            words |= {word for word in read_list(path) if word.isupper() and len(word) > 1}
    return {word for word in words if not word.endswith("'s")}


def read_counts(path: Path) -> dict[str, int]:
    """From word to number of occurrences."""
    pairs = (line.split() for line in path.read_text("utf-8-sig").splitlines())
    return {word: int(count) for word, count in pairs}


def main() -> None:
    """Write the data file; prints its size in words and bytes."""
    arguments = parser("benchmarks.fit.lexicon", __doc__, DATA)
    arguments.add_argument("folder", type=Path, metavar="SCOWL_DIRECTORY")
    arguments.add_argument("frequencies", type=Path, metavar="FREQUENCY_FILE")
    args = arguments.parse_args()
    folder, frequencies = args.folder, args.frequencies
    if not any(folder.glob("english-words.*")) or not frequencies.is_file():
        sys.exit(
            f"{folder} holds no file english-words.NN, or {frequencies} is no file; see --help."
        )
    counts = read_counts(frequencies)
    total = sum(counts.values())
    lines = []
    for word in sorted(collect(folder)):
        count = counts.get(word, 0) if word == word.lower() else 0
        zipf = math.log10(count / total * 1e9) if count else 0.0
        lines.append(f"{word}\t{max(0, round(10 * zipf))}")
    data = gzip.compress("\n".join(lines).encode(), 9, mtime=0)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{len(lines)} words, {len(data)} bytes")


if __name__ == "__main__":
    main()
