"""Time grows with the text, and no faster, whatever the text is made of.

A text is compared with one four times as long. In proportion that costs four times as much; in
the square, sixteen times. Ten and a little are allowed, the best of several runs, so that only
what is worse than linear fails.
"""

import contextlib
import gc
import random
import time
from collections.abc import Callable

import pytest

from companion.app.cli import main
from companion.association.critic import read_remarks
from companion.comparison.pairing import compare_pair
from companion.formats.criticmarkup import read_criticmarkup
from companion.grammar.engines.local_rules import LocalRules
from companion.grammar.guard import guard
from companion.llm.errors import UnusableReply
from companion.llm.replies import read_correction
from companion.review.check import Checker, corrected
from companion.review.voice_reading import VoiceReader
from companion.text.diff import diff_words
from companion.text.document import paragraphs, protected_spans
from companion.text.edit import apply_edits
from companion.text.masking import mask
from companion.text.sentences import sentences
from companion.text.tokens import split_words
from companion.voice.drift import drift

SHORT = 4_000  # code points
TIMES, ALLOWED, SLACK = 4, 10, 0.3  # seconds
LONGEST = 200_000

# Text with which a parser, a regular expression or a rule looks far and finds nothing.
SHAPES: dict[str, str] = {
    shape: shape
    for shape in (
        "[", "[a", "[a](", "![", "[[a", "[^", "[@a ", "](a(b)", ">", "> ", ">\n", "*", "*a ", "a*",
        "_a ", "a_", "`", "<a ", "<", "<!--", "<!--\n\n", "<a@", "&a", "$a ", "$$a", "\\(", "\\a{",
        "\\[\n\n", "(A ", "(", "{++", "{~~a~>", "{{", "!", "?!", "~~a ", "^", "@x ", "a@", "#",
        "#\n", "- ", "- a\n", "1. ", "-", "a's ", '"a ', '"', "“a ", "‘a ", " ", "\n", "\t", " \n",
        "\r", "a b\r\n", "e\u0301", "\u0301", "a", "a-", "a—", "the ", "The. ", "A. ", "...", ", ",
        "a and ", "http://", "www.a ", "\U0001f468\u200d", "\U0001f1ec\U0001f1e7", "|", "|\n",
        "|a|b|\n", "/a", "./", "a.py", "a()", "1 ", "1,", "[x]: \n", "[^x]: a\n", "汉", "\u200b",
        "\u202e", "—", "```\n", "---\n", ":::\n", "$$\na\n\n", "words here\n", '{"a":',
    )
}  # fmt: skip
WHOLE: dict[str, Callable[[int], str]] = {
    "a heading with a gap": lambda n: "# a" + " " * n + "b",
    "a heading of hashes": lambda n: "# a " + "#" * n + "b",
    "a table with a gap": lambda n: "|a\n|-" + " " * n + "x",
    "a link with a gap": lambda n: "[x](" + " " * n,
    "nested lists": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "runs of backticks": lambda n: "".join("`" * (1 + i % 300) + " " for i in range(n // 150)),
    "environments": lambda n: "".join(f"\\begin{{{name(i)}}}\n\n" for i in range(n // 15)),
    "a word": lambda n: "".join(random.Random(1).choices("abcdefghij", k=n)),
    "one line of prose": lambda n: (
        "The fox jump over teh lazy dog, and he have a cat. " * (n // 51)
    ),
    "many paragraphs": lambda n: "The fox jump over the dog, and 12 cats slept.\n\n" * (n // 47),
}
TEXTS: dict[str, Callable[[int], str]] = {
    **{repr(s): lambda n, s=s: s * (n // len(s)) for s in SHAPES},
    **WHOLE,
}
# What the costly steps are tried with: those that were slow once, and one of each kind.
SOME = [
    repr(s)
    for s in ("[a", "*", "<a ", "$a ", "*a ", "a@", "—", "the ", "?!", "[x]: \n", "- a\n", "{~~a~>")
] + ["a word", "one line of prose", "many paragraphs", "a link with a gap"]  # fmt: skip


def name(n: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(n))


def altered(text: str) -> str:
    """The text with some forty characters changed."""
    chance = random.Random(3)
    characters = list(text)
    for at in range(0, len(characters), max(1, len(characters) // 40)):
        characters[at] = chance.choice("ab ,.s")
    return "".join(characters)


def scan(text: str) -> None:
    for paragraph in paragraphs(text):
        if paragraph.checkable:
            mask(text, paragraph)
    protected_spans(text)
    sentences(text)
    split_words(text)
    read_criticmarkup(text)


def check(text: str) -> None:
    corrected(text, Checker([LocalRules()]).check(text))


def voice(text: str) -> None:
    reader = VoiceReader("The dog barked at the moon.\n")
    reader.read(text)


STEPS: dict[str, Callable[[str], object]] = {
    "check": check,
    "guard": lambda text: guard(text, altered(text)),
    "guard, nothing alike": lambda text: guard(text, "a dog and the cat " * (len(text) // 18)),
    "drift": lambda text: drift(text, altered(text)),
    "compare": lambda text: compare_pair(text, altered(text)),
    "voice": voice,
    "diff": lambda text: diff_words(text, altered(text)),
}


def seconds(step: Callable[[str], object], text: str) -> float:
    """The processor time of one run, without that of clearing up after others."""
    gc.disable()
    try:
        began = time.process_time()
        step(text)
        return time.process_time() - began
    finally:
        gc.enable()


def assert_linear(step: Callable[[str], object], make: Callable[[int], str], n: int) -> None:
    short = long = float("inf")
    for _ in range(3):
        short = min(short, seconds(step, make(n)))
        long = min(long, seconds(step, make(TIMES * n)))
        if long <= ALLOWED * short + SLACK:
            return
    pytest.fail(f"{n} code points: {short:.3f} s; {TIMES} times as many: {long:.3f} s")


@pytest.fixture(scope="module", autouse=True)
def models_are_loaded() -> None:
    for step in STEPS.values():
        step("The dog barked. He have a cat.\n")


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_is_read_in_linear_time(kind: str) -> None:
    assert_linear(scan, TEXTS[kind], 2 * SHORT)


@pytest.mark.parametrize("kind", SOME)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_takes_linear_time(step: str, kind: str) -> None:
    assert_linear(STEPS[step], TEXTS[kind], SHORT)


def test_changed_and_moved_paragraphs_are_compared_in_linear_time() -> None:
    def texts(n: int) -> tuple[str, str]:
        chance = random.Random(5)
        words = [f"w{k}" for k in range(3000)]
        old = [" ".join(chance.choices(words, k=12)) + f", {k} of them." for k in range(n)]
        new = [paragraph.replace("w1", "v1").replace(" of", " and") for paragraph in old]
        chance.shuffle(new)
        return "\n\n".join(old), "\n\n".join(new)

    pairs = {n: texts(n) for n in (500, 2000)}
    assert_linear(lambda n: compare_pair(*pairs[len(n)]), lambda n: "x" * n, 500)


@pytest.mark.parametrize("unit", ["-\n", "{~~`|\n\n", "\n'@)^", "a\n", "—“@ ", "1. “a” b\n"])
def test_what_a_model_says_is_read_in_linear_time(unit: str) -> None:
    def correction(text: str) -> None:
        with contextlib.suppress(UnusableReply):
            read_correction(text, altered(text))

    assert_linear(correction, lambda n: unit * (n // len(unit)), SHORT)
    assert_linear(lambda t: read_remarks(t, altered(t)), lambda n: unit * (n // len(unit)), SHORT)


def test_very_long_texts_are_told_apart_exactly() -> None:
    chance = random.Random(7)
    old = " ".join(chance.choices([f"w{k}" for k in range(500)], k=40_000))
    new = altered(old)
    for one, other in ((old, new), (old, old[::-1]), ("a " * 40_000, "b a " * 30_000)):
        assert apply_edits(one, diff_words(one, other)) == other
    assert len(diff_words(old, new)) < 100


@pytest.mark.parametrize("kind", ["'['", "'$a '", "'the '"])
def test_the_command_ends_with_a_message_or_a_result(kind: str, tmp_path, capsys) -> None:
    """Harper, which takes time in the square of some texts, included."""
    path = tmp_path / "draft.md"
    path.write_text("He have a cat.\n\n" + TEXTS[kind](LONGEST) + "\n")
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert ":1:" in out  # what can be read is read
    assert "Traceback" not in err
    if kind in ("'['", "'the '"):
        assert "left unread (line 3)" in err
