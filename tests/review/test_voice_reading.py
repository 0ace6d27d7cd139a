"""Where a draft stands: by the paragraph that leans furthest from where it grew."""

from companion.review.voice_reading import VoiceReader
from companion.text.edit import Edit
from companion.text.span import Span

BASE = """\
# On mirrors

My grandmother kept a mirror by the stove, and she looked in it before she answered the door. It \
was cracked in the lower corner, so you always saw yourself with a piece missing.

I thought about that mirror last week. A program had fixed my essay and I could not say what was \
wrong with it. Every sentence was better.
"""
POLISHED = BASE.replace(
    "I thought about that mirror last week. A program had fixed my essay and I could not say what "
    "was wrong with it.",
    "I found myself reflecting on that mirror last week, genuinely struck by how a program had "
    "seamlessly refined my essay. It underscores a deeper and more profound tension.",
)


def test_an_unchanged_draft_does_not_lean() -> None:
    reading = VoiceReader(BASE).read(BASE)
    assert reading.bits == 0
    assert reading.furthest is None
    assert reading.paragraphs == ()


def test_the_polished_paragraph_is_found_by_its_place() -> None:
    reading = VoiceReader(BASE).read(POLISHED)
    assert [p.number for p in reading.leaning] == [2]
    assert reading.furthest is not None
    assert {tell.span.of(POLISHED) for tell in reading.leaning[0].tells} >= {"genuinely"}
    assert reading.furthest.span.of(POLISHED).startswith("I found myself")
    assert reading.bits == reading.furthest.bits > 0


def test_a_revision_elsewhere_does_not_excuse_it() -> None:
    revised = POLISHED.replace("she looked in it before she answered", "looked before answering")
    assert VoiceReader(BASE).read(revised).bits == VoiceReader(BASE).read(POLISHED).bits


def test_moving_a_paragraph_is_no_drift() -> None:
    title, one, two = BASE.rstrip().split("\n\n")
    assert VoiceReader(BASE).read(f"{title}\n\n{two}\n\n{one}\n").bits == 0


def test_what_accepting_would_do_is_known_before() -> None:
    reader = VoiceReader(BASE)
    at = BASE.index("thought about")
    edit = Edit(Span(at, at + len("thought about")), "found myself genuinely reflecting on")
    assert reader.read(BASE).bits == 0
    assert reader.read_after(BASE, [edit]).bits > 0


def test_only_what_changed_is_aligned_and_the_reading_is_the_same() -> None:
    many = "\n\n".join(f"Paragraph {i} has words of its own, {i} of them." for i in range(40))
    text = f"{BASE}\n{many}\n"
    revised = text.replace("Paragraph 20 has words", "Paragraph 20 underscores words")
    reading = VoiceReader(text).read(revised)
    assert [p.number for p in reading.paragraphs] == [23]
    doubled = VoiceReader(text).read(f"{revised}\nOne more, quite new, at the end.\n")
    assert [p.number for p in doubled.paragraphs] == [23, 43]  # too short a one to say anything
    assert doubled.bits == reading.bits


PASTED = (
    "In today's rapidly evolving landscape, it is crucial to recognize that writing serves as a "
    "testament to the intricate interplay of voice and meaning. By fostering a deeper "
    "understanding of these multifaceted dynamics, writers can navigate complex challenges, "
    "showcasing resilience and underscoring the transformative power of authentic expression."
)


def test_a_pasted_paragraph_that_leans_is_marked_and_an_own_one_is_not() -> None:
    own = "She hummed while she cooked, badly, and nobody told her to stop. I miss that most."
    reading = VoiceReader(BASE).read(f"{BASE}\n{own}\n\n{PASTED}\n")
    assert [p.span.of(f"{BASE}\n{own}\n\n{PASTED}\n") for p in reading.leaning] == [PASTED]
    assert reading.bits > reading.drift.warns_at  # what came in counts, whoever's words are moved
