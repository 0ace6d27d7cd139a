"""What the author typed is theirs; what came otherwise is known again, also when it was moved."""

from companion.review.origin import Origins
from companion.review.voice_reading import VoiceReader
from companion.voice.profile import VoiceProfile
from tests.review.test_voice_reading import BASE, PASTED

OWN = (
    "She hummed while she cooked, badly, and nobody told her to stop. I miss that most, I think, "
    "more than the bread, and the bread was good, God knows, it was the best on our street."
)


def test_what_was_typed_says_nothing_and_what_was_pasted_counts_at_once() -> None:
    origins = Origins()
    reader = VoiceReader(BASE, origins=origins)
    text = f"{BASE}\n{PASTED}\n"
    typed = reader.read(text)
    assert (typed.bits, typed.drift.warn, typed.foreign) == (0, False, 0)
    assert not typed.paragraphs[-1].counts
    origins.came(PASTED, BASE)
    pasted = reader.read(text)
    assert pasted.drift.warn
    assert pasted.foreign > 40
    assert pasted.furthest is not None
    assert pasted.furthest.span.of(text) == PASTED


def test_it_is_known_again_where_it_was_moved_and_in_another_sitting() -> None:
    origins = Origins()
    origins.came(PASTED, BASE)
    text = f"{PASTED}\n\n{BASE}"
    assert VoiceReader(BASE, origins=origins).read(text).drift.warn


def test_words_that_were_moved_within_the_draft_are_the_authors() -> None:
    origins = Origins()
    paragraph = BASE.split("\n\n")[1]
    origins.came(paragraph, BASE)
    assert origins.words(paragraph) == 0


def test_what_the_author_rewrites_of_a_paste_becomes_theirs() -> None:
    origins = Origins()
    origins.came(PASTED, BASE)
    assert origins.counts(PASTED, 50)
    assert not origins.counts(OWN, 30)
    assert not origins.counts(f"{OWN} It is crucial to recognize that.", 30)


def test_a_profile_reads_what_was_typed_too() -> None:
    profile = VoiceProfile.learn([BASE * 8], "me")
    reader = VoiceReader(BASE, profile, origins=Origins())
    assert reader.read(f"{BASE}\n{PASTED}\n").drift.warn


def test_in_a_draft_that_began_empty_a_paste_is_held_against_what_was_typed() -> None:
    origins = Origins()
    reader = VoiceReader("", origins=origins)
    typed = f"{BASE}\n{OWN}\n"
    assert reader.read(typed).bits == 0
    origins.came(PASTED, typed)
    pasted = reader.read(f"{typed}\n{PASTED}\n")
    assert pasted.drift.warn
    assert [p.span.of(f"{typed}\n{PASTED}\n") for p in pasted.paragraphs if p.warns] == [PASTED]
    more = reader.read(f"{typed} And then we laughed.\n\n{PASTED}\n")
    assert more.bits == pasted.bits  # what is typed elsewhere leaves it as it is
