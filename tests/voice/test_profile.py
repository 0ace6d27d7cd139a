"""The profile: learned from files, kept under a name, and what it changes in the meter."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import VoiceProfile, drift
from companion.voice.profile import (
    ProfileError,
    load_profile,
    profile_names,
    save_profile,
)
from companion.voice.sources import own_words, text_of, texts_in
from tests.word import run, word_file

SEA = (
    "I went down to the sea again, and the wind was up. It wasn't much of a morning; still, I "
    "like it grey. My boots let in water, as they always do, and I don't mind. "
)
UNDERSCORING = SEA + "All of it seems to underscore how small a boat is. I underscore it often. "


@pytest.fixture(scope="module")
def plain() -> VoiceProfile:
    return VoiceProfile.learn([SEA * 60], "plain")


@pytest.fixture(scope="module")
def underscorer() -> VoiceProfile:
    return VoiceProfile.learn([UNDERSCORING * 60], "underscorer")


def share_of(word: str, profile: VoiceProfile | None) -> float:
    before = "These facts show how small a boat is on such a morning."
    result = drift(before, before.replace("show", word), profile)
    return sum(reason.bits for reason in result.reasons if reason.text == word)


def test_a_word_the_author_always_writes_costs_next_to_nothing(
    plain: VoiceProfile, underscorer: VoiceProfile
) -> None:
    foreign, own = share_of("underscore", plain), share_of("underscore", underscorer)
    assert foreign == pytest.approx(share_of("underscore", None), rel=0.01)
    assert foreign > 0.3
    assert own < 0.05 * foreign


def test_dashes_cost_an_author_of_dashes_next_to_nothing(plain: VoiceProfile) -> None:
    dashing = VoiceProfile.learn([SEA.replace("; still, ", " — still — ") * 60], "dashing")
    before, after = "He came back, tired, and slept.", "He came back—tired—and slept."

    def share(profile: VoiceProfile) -> float:
        return sum(r.bits for r in drift(before, after, profile).reasons if r.text == "—")

    assert share(plain) > 0.5
    assert share(dashing) < 0.1 * share(plain)


def test_the_authors_text_is_nearer_than_another(plain: VoiceProfile) -> None:
    other = (
        "The Committee shall, in accordance with the provisions of this Article, determine the "
        "conditions under which an application may be refused by the competent authority. "
    ) * 3
    assert plain.burrows_delta(SEA * 3) < plain.burrows_delta(other)
    assert plain.cosine_delta(SEA * 3) < 0.5 < plain.cosine_delta(other)


def test_shares_still_sum_with_a_profile(plain: VoiceProfile) -> None:
    result = drift(SEA, "The sea, vast and vibrant, beckoned; I embraced it wholeheartedly.", plain)
    assert sum(reason.bits for reason in result.reasons) == pytest.approx(result.bits)


def test_too_few_words_are_refused() -> None:
    with pytest.raises(ProfileError, match="too few"):
        VoiceProfile.learn(["Just this."])


def test_kept_and_found_again(tmp_path: Path, plain: VoiceProfile) -> None:
    save_profile(plain, tmp_path)
    assert load_profile("plain", tmp_path) == plain
    assert profile_names(tmp_path) == ["plain"]


def test_an_unknown_profile_names_those_there_are(tmp_path: Path, plain: VoiceProfile) -> None:
    save_profile(plain, tmp_path)
    with pytest.raises(ProfileError, match=r"known: plain.*voice learn"):
        load_profile("other", tmp_path)


@pytest.mark.parametrize("name", ["../escape", "", "a/b", ".hidden", "x" * 99])
def test_a_name_stays_in_its_folder(name: str, tmp_path: Path, plain: VoiceProfile) -> None:
    with pytest.raises(ProfileError, match="cannot name a profile"):
        save_profile(replace(plain, name=name), tmp_path)


@given(st.text() | st.sampled_from(["{}", "[]", '{"style": [], "sentence_length": [1, 2]}']))
def test_a_damaged_profile_says_so(text: str) -> None:
    with pytest.raises(ProfileError, match="learn it anew"):
        VoiceProfile.from_json(text)


def test_reads_markdown_without_code_and_quotations() -> None:
    text = 'I wrote this.\n\n> She wrote that.\n\n```\ncode = 1\n```\n\nHe said "not mine" then.'
    assert own_words(text) == "I wrote this.\n\nHe said  then."


def test_reads_word_and_notebooks(tmp_path: Path) -> None:
    word = tmp_path / "essay.docx"
    word_file(word, f"<w:p>{run('Salt &amp; ')}{run('wind.')}</w:p><w:p>{run('More.')}</w:p>")
    book = tmp_path / "notes.ipynb"
    cells = [
        {"cell_type": "markdown", "source": ["Half a ", "thought."]},
        {"cell_type": "code", "source": "print(1)"},
    ]
    book.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.md").write_text("Not this.", encoding="utf-8")
    assert list(texts_in([tmp_path])) == ["Salt & wind.\n\nMore.", "Half a thought."]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b"no zip"), ("b.ipynb", b"[]"), ("c.md", b"\xff\xfe\x00"), ("d.ipynb", b"{")],
)
def test_an_unreadable_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=name):
        text_of(path)
