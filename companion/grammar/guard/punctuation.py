"""Rules for punctuation: which marks a sentence needs, and which are the author's choice."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.grammar.guard import clauses
from companion.grammar.guard.changes import Side, is_mark
from companion.grammar.guard.clauses import clause_start, has_verb
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.kinds import Kind

_QUOTES = frozenset("\"'“”‘’«»`´")
_MARKDOWN = frozenset("*_`#<>[]|~^\\{}$")
_ENDS = frozenset(".!?")
_DASHES = frozenset("-–—")
_QUESTION = frozenset(
    "who what when where why how which whose is are was were do does did can could will would "
    "should have has had may am isn't aren't don't doesn't didn't can't won't".split()
)
_LINKS = frozenset(
    "however therefore moreover furthermore nevertheless nonetheless consequently thus hence "
    "otherwise instead meanwhile similarly likewise besides then for".split()
)
_TITLES = frozenset("mr mrs ms dr st prof jr sr vs".split())
_COORDINATORS = frozenset(("and", "or", "nor"))
_SUBJECTS = frozenset(closed.SUBJECTS) | {
    "it",
    "you",
    "there",
    "this",
    "that",
    "these",
    "those",
}
_OPENING_ADVERBS = frozenset("then now so here today yesterday tomorrow soon thus yet".split())


def judge_marks(place: Place) -> Opinion:
    """What a change of punctuation alone is."""
    old, new = "".join(place.before), "".join(place.after)
    if (set(old) ^ set(new)) & _MARKDOWN:
        return Opinion(Kind.FORMAT, "This touches the markup of your text.")
    if old == new:
        return Opinion(Kind.FORMAT, "The shape of quotation marks is yours to choose.")
    if {old, new} <= {"'", ""} and _possessive(place):
        return Opinion(Kind.APOSTROPHE, "An apostrophe marks whose it is.")
    if (set(old) | set(new)) & _QUOTES:
        return Opinion(Kind.FORMAT, "Quotation marks stay as you set them.")
    if not old:
        return _put_in(place, new)
    if not new:
        return _taken_out(place, old)
    return _swapped(place, old, new)


def _possessive(place: Place) -> bool:
    """Whether the mark stands after a plural and before what belongs to it: parents' house."""
    at_word = not place.proposed.gap(place.change.j1) if place.after else True
    owned = place.proposed.is_word(place.change.j2)
    return at_word and owned and place.prev().endswith("s")


def _put_in(place: Place, new: str) -> Opinion:
    if new == ",":
        return _comma_in(place)
    if set(new) <= _ENDS and (not place.next() or _line_ends(place)):
        # The mark of a sentence that was put in goes with that sentence.
        ends_yours = place.prev() == place.old_prev()
        return Opinion(Kind.PUNCTUATION, f"The sentence ends with '{new}'.", alone=ends_yours)
    if new in "-‐‑":
        spaced = place.proposed.gap(place.change.j1) or place.proposed.gap(place.change.j2)
        if spaced and not _compound(place):
            return Opinion(Kind.REPHRASING, "A dash would be another rhythm, not grammar.")
        return Opinion(Kind.HYPHENATION, "The two words are joined by a hyphen here.")
    if set(new) & {"—", "–", "…"} or new == "...":
        return Opinion(Kind.REPHRASING, f"'{new}' would be another rhythm, not grammar.")
    if new == "." and place.prev() in _TITLES:
        return Opinion(Kind.WORD_CHOICE, "A full stop after a title is your choice.")
    if new == "!":
        return Opinion(Kind.MEANING, "An exclamation mark is yours to set.")
    return Opinion(Kind.PUNCTUATION, f"'{new}' belongs here.")


def _compound(place: Place) -> bool:
    """Whether a hyphen set off by spaces joins two words all the same: "cost - effective"."""
    content = place.next() not in closed.FUNCTION_WORDS and place.proposed.is_word(place.change.j2)
    return (
        content
        and place.prev() not in closed.PRONOUNS
        and place.proposed.is_word(place.change.j1 - 1)
    )


def _line_ends(place: Place) -> bool:
    return "\n" in place.original.gap(place.change.i2)


def _comma_in(place: Place) -> Opinion:
    following = place.next()
    if following in _COORDINATORS and is_serial(place, place.change.i1):
        if place.rules.serial_comma:
            return Opinion(Kind.PUNCTUATION, "The serial comma you asked for.", alone=True)
        return Opinion(Kind.REPHRASING, "The serial comma is your choice.")
    sentence = place.sentence_before()
    if following in _COORDINATORS and not _divides(place):
        return Opinion(Kind.REPHRASING, f"A comma before '{following}' is your choice here.")
    if len(sentence) == 1 and sentence[0] in (closed.OPENERS | _OPENING_ADVERBS):
        return Opinion(Kind.REPHRASING, f"A comma after '{sentence[0]}' is your choice.")
    if _opens_shortly(place):
        return Opinion(Kind.REPHRASING, "A comma after a short opening is your choice.")
    if _tag_question(place):
        return Opinion(Kind.PUNCTUATION, "A comma sets off the question at the end.")
    if following in ("who", "whom", "whose") and _restricts(place):
        return Opinion(Kind.MEANING, "A comma here would say that it holds for all of them.")
    if _parts_subject(place.proposed, place.change.j1):
        return Opinion(Kind.REPHRASING, "No comma stands between a subject and its verb.")
    if _interrupts(place):
        return Opinion(Kind.REPHRASING, "A comma here would part words that belong together.")
    if following in ("too", "either"):
        return Opinion(Kind.REPHRASING, f"A comma before '{following}' is your choice.")
    return Opinion(Kind.PUNCTUATION, "A comma belongs here.")


def _interrupts(place: Place) -> bool:
    """Whether the words around the comma belong together: a verb and its object, "a" and noun.

    Two commas may set off what stands between them anywhere.
    """
    side, i = place.original, place.change.i1
    if "," in place.proposed.low[place.change.j2 : place.change.j2 + _ASIDE]:
        return False
    if "," in place.proposed.low[max(0, place.change.j1 - _ASIDE) : place.change.j1]:
        return False
    before, after = side.tag(i - 1), side.tag(i)
    if before in ("PRP$", "TO", "MD") or side.word(i - 1) in closed.ARTICLES:
        return True
    if place.next() == "to" and side.tag(i + 1) == "VB":
        return has_verb(side, side.sentence(i).start, i) and not clauses.starts_clause(side, i)
    verb = before.startswith("VB")
    return verb and after in ("DT", "PRP$", "PRP", "NN", "NNS") and not _ends_clause(side, i)


_ASIDE = 6  # tokens that two commas set off at most


def _ends_clause(side: Side, i: int) -> bool:
    """Whether a subordinate clause may end before token ``i``, or another clause starts there."""
    opened = any(word in _OPEN_CLAUSES for word in side.low[side.sentence(i).start : i])
    return opened or clauses.starts_clause(side, i)


def _tag_question(place: Place) -> bool:
    """Whether only "isn't he?" or the like follows."""
    rest = place.sentence_after()
    return len(rest) == 3 and rest[2] == "?" and rest[1] in closed.PRONOUNS


def _opens_shortly(place: Place) -> bool:
    """Whether only a word of time or place stands before: "In 1990 we moved"."""
    side, i = place.original, place.change.i1
    start = side.sentence(i).start
    if not 1 < i - start <= 3 or side.tag(start) not in ("IN", "TO"):
        return False
    return side.tag(i - 1) in ("CD", "NNP")


def _restricts(place: Place) -> bool:
    """Whether the clause that follows says which ones are meant: "the men who drank"."""
    side, k = place.original, place.change.i1 - 1
    if not side.tag(k).startswith("NN") or side.tag(k) in ("NNP", "NNPS"):
        return False
    first = next((n for n in range(k, max(k - 4, -1), -1) if side.tag(n) in ("DT", "PRP$")), k)
    return (
        side.tag(first) != "PRP$"
        and side.tag(k) in ("NNS", "NN")
        and (side.low[first] in _OF_SOME or first == k)
    )


_OF_SOME = frozenset("the those all any every each these some no".split())


def _divides(place: Place) -> bool:
    """Whether a comma before "and" or "or" divides: two full clauses, or two long phrases.

    It divides too where it closes what an earlier comma opened: "his dog, a beagle, and ran".
    """
    side, i = place.original, place.change.i2
    start, stop = clause_start(side, i), side.sentence(i).stop
    before, after = i - start, stop - i
    if clauses.is_finite(side, i + 1) and side.word(start - 1) == "," and after > _SHORT:
        return not has_verb(side, start, i) and has_verb(side, side.sentence(i).start, start)
    if before < _SHORT or after <= _SHORT or not has_verb(side, start, i):
        return False
    if before >= _LONG and after >= _LONG:
        return True
    return place.next() == "nor" or clauses.starts_clause(side, i + 1)


_SHORT, _LONG = 5, 8  # tokens on one side of the comma


def is_serial(place: Place, i: int) -> bool:
    """Whether a comma before original token ``i`` ("and", "or") is a serial one: A, B, and C.

    A comma stands a few words earlier, and what follows is neither a clause of its own nor the
    verb of the sentence, before which the comma closes what the earlier one opened.
    """
    side, low = place.original, place.original.low
    if i < len(low) and low[i] == ",":
        i += 1
    end = i - 1 if low[i - 1 : i] == (",",) else i
    window = low[max(0, end - 8) : end]
    if "," not in window or any(mark in _ENDS for mark in window):
        return False
    item = end - window[::-1].index(",")
    if clauses.is_finite(side, i + 1) and not has_verb(side, item, end):
        return False
    return not clauses.starts_clause(side, i + 1)


def _taken_out(place: Place, old: str) -> Opinion:
    if old == ",":
        return _comma_out(place)
    if old in "-‐‑" and _one_quality(place):
        return Opinion(Kind.WORD_CHOICE, "The hyphen shows which words belong together.")
    if old == "." and len(place.old_prev()) == 1 and place.old_prev().isalpha():
        return Opinion(Kind.WORD_CHOICE, "The full stops of an abbreviation are your choice.")
    if old in "-‐‑":
        return Opinion(Kind.HYPHENATION, "No hyphen is needed here.")
    if set(old) <= _ENDS and (place.old_prev() in _ENDS or place.old_next() in _ENDS):
        if old == "." and place.old_prev() in _ENDS:
            return Opinion(Kind.PUNCTUATION, "One mark is enough here.")
        return Opinion(Kind.WORD_CHOICE, f"'{old}' is your emphasis.")
    if old == "." and place.old_prev() in _TITLES:
        return Opinion(Kind.WORD_CHOICE, "A full stop after a title is your choice.")
    if set(old) <= _ENDS and _starts_anew(place):
        return Opinion(Kind.SPLIT_MERGE, "This joins two of your sentences.")
    if old in ".:;":
        return Opinion(Kind.PUNCTUATION, f"No '{old}' is needed here.")
    return Opinion(Kind.REPHRASING, f"'{old}' is your choice of mark, not an error.")


def _one_quality(place: Place) -> bool:
    """Whether the hyphen joins two words into one quality of a noun: "a little-used car"."""
    side, i = place.original, place.change.i1
    joined = not side.gap(i) and not side.gap(i + 1)
    return joined and not side.word(i - 1).endswith("ly") and side.tag(i + 2).startswith("NN")


def _starts_anew(place: Place) -> bool:
    """Whether a sentence with a capital follows in the original."""
    following = place.original.tokens[place.change.i2 : place.change.i2 + 1]
    return any(token.text[:1].isupper() for token in following)


def _comma_out(place: Place) -> Opinion:
    following = place.old_next()
    if following in _COORDINATORS and is_serial(place, place.change.i1):
        if place.rules.serial_comma is False:
            return Opinion(Kind.PUNCTUATION, "No serial comma, as you asked.", alone=True)
        return Opinion(Kind.REPHRASING, "The serial comma is your choice.")
    before = place.old_prev()
    if following in ("who", "which") and not _restricts(place):
        return Opinion(Kind.MEANING, "Without the comma it would say which one is meant.")
    if before in _NO_COMMA_AFTER or following in ("that", "which", "who", ","):
        return Opinion(Kind.PUNCTUATION, "No comma is needed here.")
    sentence = place.sentence_before()
    if sentence in (("maybe",), ("perhaps",), ("although",), ("though",)):
        return Opinion(Kind.PUNCTUATION, f"No comma is needed after '{sentence[0]}'.")
    if following not in _COORDINATORS and _parts_subject(place.original, place.change.i1):
        return Opinion(Kind.PUNCTUATION, "No comma stands between a subject and its verb.")
    return Opinion(Kind.REPHRASING, "This comma is your rhythm, not an error.")


def _parts_subject(side: Side, i: int) -> bool:
    """Whether the comma at ``i``, the first of its sentence, parts a subject from its verb."""
    start = side.sentence(i).start
    if any(is_mark(token) for token in side.low[start:i]) or side.low[start] in _OPEN_CLAUSES:
        return False
    verb = next((k for k in (i + 1, i + 2) if side.tag(k).startswith(tuple(clauses.FINITE))), 0)
    subject = any(side.tag(k).startswith(("NN", "PRP")) for k in range(start, i))
    return bool(verb) and subject and (verb == i + 1 or side.tag(i + 1) == "RB")


_OPEN_CLAUSES = frozenset("if when while as since because although though after before".split())
_NO_COMMA_AFTER = (closed.CONJUNCTIONS | closed.PREPOSITIONS | {"that", "such", ","}) - {
    "so",
    "yet",
}


def _swapped(place: Place, old: str, new: str) -> Opinion:
    if set(old) <= _ENDS and set(new) <= _ENDS:
        sentence = place.sentence_before()
        if (old, new) == (".", "?") and _asks(sentence):
            return Opinion(Kind.PUNCTUATION, "A question ends with '?'.")
        if (old, new) == ("?", ".") and {"wonder", "ask", "asked", "wondered"} & {*sentence}:
            return Opinion(Kind.PUNCTUATION, f"The sentence ends with '{new}'.")
        if set(old) == set(new) == {"."}:
            return Opinion(Kind.PUNCTUATION, f"'{new}' is enough here.")
        return Opinion(Kind.MEANING, f"'{new}' for '{old}' changes the tone of the sentence.")
    if {old, new} == {",", ":"} and place.next() in _QUOTES:
        return Opinion(Kind.REPHRASING, f"'{old}' before a quotation is right too.")
    if old == "," and new in (".", ";", ":", "?"):
        if _short_splice(place):
            return Opinion(Kind.REPHRASING, "Short clauses joined by a comma are your rhythm.")
        after = clauses.starts_clause(place.proposed, place.change.j2)
        if new == ";" and place.next() not in _LINKS and not after:
            return Opinion(Kind.REPHRASING, "A semicolon is your choice of mark, not grammar.")
        return Opinion(Kind.PUNCTUATION, f"'{new}' divides the two sentences here, not ','.")
    if old == ";" and new in (",", ".", ":"):
        linked = place.next() in _LINKS and place.next(2) == ","
        if new == "." and (linked or clauses.starts_clause(place.proposed, place.change.j2)):
            return Opinion(Kind.REPHRASING, "A semicolon is your choice of mark, not an error.")
        return Opinion(Kind.PUNCTUATION, f"'{new}' belongs here, not ';'.")
    if set(old) <= _DASHES and new == "." and _ends_sentence(place):
        return Opinion(Kind.PUNCTUATION, "The sentence ends with '.'.")
    if set(old) <= _DASHES and set(new) <= _DASHES:
        return Opinion(Kind.FORMAT, "The kind of dash is yours to choose.")
    if old == "." and new == "," and not place.next(1):
        return Opinion(Kind.PUNCTUATION, "A comma belongs here.")
    if old in _ENDS:
        return Opinion(Kind.SPLIT_MERGE, "This joins two of your sentences.")
    return Opinion(Kind.REPHRASING, f"'{new}' for '{old}' is another rhythm, not grammar.")


def _ends_sentence(place: Place) -> bool:
    """Whether a dash stands where a whole sentence ends, not where one breaks off."""
    side, i = place.original, place.change.i1
    following = side.tokens[place.change.i2 : place.change.i2 + 1]
    opens = not following or following[0].text[:1].isupper()
    if not opens or side.tag(i - 1) in ("IN", "DT", "CC", "TO", "PRP$", "MD", "PRP"):
        return False
    return has_verb(side, side.sentence(i).start, i) and i - side.sentence(i).start > 4


def _asks(sentence: tuple[str, ...]) -> bool:
    """Whether a clause of the sentence begins as a question does."""
    starts = [0, *(k + 1 for k, token in enumerate(sentence) if token in (",", ":", ";", "-"))]
    return any(sentence[k] in _QUESTION for k in starts if k < len(sentence))


def _short_splice(place: Place, longest: int = 3) -> bool:
    sentence = (*place.sentence_before(), ",", *place.sentence_after())
    before = place.sentence_before()
    while "," in before:
        before = before[before.index(",") + 1 :]
    after = place.sentence_after()
    for k, token in enumerate(after):
        if is_mark(token):
            after = after[:k]
            break
    if {before[0] if before else "", after[0] if after else ""} & _LINKS:
        return False
    clauses = [len(part.split()) for part in " ".join(sentence).split(",")]
    row = len(clauses) > 2 and max(clauses) <= longest + 1
    parallel = row or before[:1] == after[:1] or before[1:2] == after[1:2]
    return parallel and 0 < len(before) <= longest and 0 < len(after) <= longest
