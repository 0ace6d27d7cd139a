"""Rules for punctuation: which marks a sentence needs, and which are the author's choice."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.grammar.guard import clauses
from companion.grammar.guard.changes import Side, is_mark
from companion.grammar.guard.clauses import clause_start, has_verb
from companion.grammar.guard.judgement import ChangeContext, Judgement
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
_COORDINATORS = frozenset(("and", "or", "nor"))
_OPENING_ADVERBS = frozenset("then now so here today yesterday tomorrow soon thus yet".split())


def judge_marks(context: ChangeContext) -> Judgement:
    """Judge a change of punctuation alone."""
    old, new = "".join(context.before), "".join(context.after)
    if (set(old) ^ set(new)) & _MARKDOWN:
        return Judgement(Kind.FORMAT, "This touches the markup of your text.")
    if old == new:
        return Judgement(Kind.FORMAT, "The shape of quotation marks is yours to choose.")
    if {old, new} <= {"'", ""} and _possessive(context):
        return Judgement(Kind.APOSTROPHE, "An apostrophe marks whose it is.")
    if (set(old) | set(new)) & _QUOTES:
        return Judgement(Kind.FORMAT, "Quotation marks stay as you set them.")
    if not old:
        return _put_in(context, new)
    if not new:
        return _taken_out(context, old)
    return _swapped(context, old, new)


def _possessive(context: ChangeContext) -> bool:
    """Whether the mark stands after a plural and before what belongs to it: parents' house."""
    at_word = not context.proposed.gap(context.change.j1) if context.after else True
    owned = context.proposed.is_word(context.change.j2)
    return at_word and owned and context.prev().endswith("s")


def _put_in(context: ChangeContext, new: str) -> Judgement:
    if new == ",":
        return _comma_in(context)
    if set(new) <= _ENDS and (not context.next() or _line_ends(context)):
        # The mark of a sentence that was put in goes with that sentence.
        ends_yours = context.prev() == context.old_prev()
        return Judgement(Kind.PUNCTUATION, f"The sentence ends with '{new}'.", alone=ends_yours)
    if new in "-‐‑":
        spaced = context.proposed.gap(context.change.j1) or context.proposed.gap(context.change.j2)
        if spaced and not _compound(context):
            return Judgement(Kind.REPHRASING, "A dash would be another rhythm, not grammar.")
        return Judgement(Kind.HYPHENATION, "The two words are joined by a hyphen here.")
    if set(new) & {"—", "–", "…"} or new == "...":
        return Judgement(Kind.REPHRASING, f"'{new}' would be another rhythm, not grammar.")
    if new == "." and context.prev() in closed.SHORT_TITLES:
        return Judgement(Kind.WORD_CHOICE, "A full stop after a title is your choice.")
    if new == "!":
        return Judgement(Kind.MEANING, "An exclamation mark is yours to set.")
    return Judgement(Kind.PUNCTUATION, f"'{new}' belongs here.")


def _compound(context: ChangeContext) -> bool:
    """Whether a hyphen set off by spaces joins two words all the same: "cost - effective"."""
    content = context.next() not in closed.FUNCTION_WORDS and context.proposed.is_word(
        context.change.j2
    )
    return (
        content
        and context.prev() not in closed.PRONOUNS
        and context.proposed.is_word(context.change.j1 - 1)
    )


def _line_ends(context: ChangeContext) -> bool:
    return "\n" in context.original.gap(context.change.i2)


def _comma_in(context: ChangeContext) -> Judgement:
    following = context.next()
    if following in _COORDINATORS and is_serial(context, context.change.i1):
        if context.options.serial_comma:
            return Judgement(Kind.PUNCTUATION, "The serial comma you asked for.", alone=True)
        return Judgement(Kind.REPHRASING, "The serial comma is your choice.")
    sentence = context.sentence_before()
    if following in _COORDINATORS and not _divides(context):
        return Judgement(Kind.REPHRASING, f"A comma before '{following}' is your choice here.")
    if len(sentence) == 1 and sentence[0] in (closed.OPENERS | _OPENING_ADVERBS):
        return Judgement(Kind.REPHRASING, f"A comma after '{sentence[0]}' is your choice.")
    if _opens_shortly(context):
        return Judgement(Kind.REPHRASING, "A comma after a short opening is your choice.")
    if _tag_question(context):
        return Judgement(Kind.PUNCTUATION, "A comma sets off the question at the end.")
    if following in ("who", "whom", "whose") and _restricts(context):
        return Judgement(Kind.MEANING, "A comma here would say that it holds for all of them.")
    if _parts_subject(context.proposed, context.change.j1):
        return Judgement(Kind.REPHRASING, "No comma stands between a subject and its verb.")
    if _interrupts(context):
        return Judgement(Kind.REPHRASING, "A comma here would part words that belong together.")
    if following in ("too", "either"):
        return Judgement(Kind.REPHRASING, f"A comma before '{following}' is your choice.")
    return Judgement(Kind.PUNCTUATION, "A comma belongs here.")


def _interrupts(context: ChangeContext) -> bool:
    """Whether the words around the comma belong together: a verb and its object, "a" and noun.

    Two commas may set off what stands between them anywhere.
    """
    side, i = context.original, context.change.i1
    if "," in context.proposed.low[context.change.j2 : context.change.j2 + _ASIDE]:
        return False
    if "," in context.proposed.low[max(0, context.change.j1 - _ASIDE) : context.change.j1]:
        return False
    before, after = side.tag(i - 1), side.tag(i)
    if before in ("PRP$", "TO", "MD") or side.word(i - 1) in closed.ARTICLES:
        return True
    if context.next() == "to" and side.tag(i + 1) == "VB":
        return has_verb(side, side.sentence(i).start, i) and not clauses.starts_clause(side, i)
    verb = before.startswith("VB")
    return verb and after in ("DT", "PRP$", "PRP", "NN", "NNS") and not _ends_clause(side, i)


_ASIDE = 6  # tokens that two commas set off at most


def _ends_clause(side: Side, i: int) -> bool:
    """Whether a subordinate clause may end before token ``i``, or another clause starts there."""
    opened = any(word in _OPEN_CLAUSES for word in side.low[side.sentence(i).start : i])
    return opened or clauses.starts_clause(side, i)


def _tag_question(context: ChangeContext) -> bool:
    """Whether only "isn't he?" or the like follows."""
    rest = context.sentence_after()
    return len(rest) == 3 and rest[2] == "?" and rest[1] in closed.PRONOUNS


def _opens_shortly(context: ChangeContext) -> bool:
    """Whether only a word of time or place stands before: "In 1990 we moved"."""
    side, i = context.original, context.change.i1
    start = side.sentence(i).start
    if not 1 < i - start <= 3 or side.tag(start) not in ("IN", "TO"):
        return False
    return side.tag(i - 1) in ("CD", "NNP")


def _restricts(context: ChangeContext) -> bool:
    """Whether the clause that follows says which ones are meant: "the men who drank"."""
    side, k = context.original, context.change.i1 - 1
    if not side.tag(k).startswith("NN") or side.tag(k) in ("NNP", "NNPS"):
        return False
    first = next((n for n in range(k, max(k - 4, -1), -1) if side.tag(n) in ("DT", "PRP$")), k)
    return (
        side.tag(first) != "PRP$"
        and side.tag(k) in ("NNS", "NN")
        and (side.low[first] in _OF_SOME or first == k)
    )


_OF_SOME = frozenset("the those all any every each these some no".split())


def _divides(context: ChangeContext) -> bool:
    """Whether a comma before "and" or "or" divides: two full clauses, or two long phrases.

    It divides too where it closes what an earlier comma opened: "his dog, a beagle, and ran".
    """
    side, i = context.original, context.change.i2
    start, stop = clause_start(side, i), side.sentence(i).stop
    before, after = i - start, stop - i
    if clauses.is_finite(side, i + 1) and side.word(start - 1) == "," and after > _SHORT:
        return not has_verb(side, start, i) and has_verb(side, side.sentence(i).start, start)
    if before < _SHORT or after <= _SHORT or not has_verb(side, start, i):
        return False
    if before >= _LONG and after >= _LONG:
        return True
    return context.next() == "nor" or clauses.starts_clause(side, i + 1)


_SHORT, _LONG = 5, 8  # tokens on one side of the comma


def is_serial(context: ChangeContext, i: int) -> bool:
    """Whether a comma before original token ``i`` ("and", "or") is a serial one: A, B, and C.

    A comma stands a few words earlier, and what follows is neither a clause of its own nor the
    verb of the sentence, before which the comma closes what the earlier one opened.
    """
    side, low = context.original, context.original.low
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


def _taken_out(context: ChangeContext, old: str) -> Judgement:
    if old == ",":
        return _comma_out(context)
    if old in "-‐‑" and _one_quality(context):
        return Judgement(Kind.WORD_CHOICE, "The hyphen shows which words belong together.")
    if old == "." and len(context.old_prev()) == 1 and context.old_prev().isalpha():
        return Judgement(Kind.WORD_CHOICE, "The full stops of an abbreviation are your choice.")
    if old in "-‐‑":
        return Judgement(Kind.HYPHENATION, "No hyphen is needed here.")
    if set(old) <= _ENDS and (context.old_prev() in _ENDS or context.old_next() in _ENDS):
        if old == "." and context.old_prev() in _ENDS:
            return Judgement(Kind.PUNCTUATION, "One mark is enough here.")
        return Judgement(Kind.WORD_CHOICE, f"'{old}' is your emphasis.")
    if old == "." and context.old_prev() in closed.SHORT_TITLES:
        return Judgement(Kind.WORD_CHOICE, "A full stop after a title is your choice.")
    if set(old) <= _ENDS and _starts_anew(context):
        return Judgement(Kind.SPLIT_MERGE, "This joins two of your sentences.")
    if old in ".:;":
        return Judgement(Kind.PUNCTUATION, f"No '{old}' is needed here.")
    return Judgement(Kind.REPHRASING, f"'{old}' is your choice of mark, not an error.")


def _one_quality(context: ChangeContext) -> bool:
    """Whether the hyphen joins two words into one quality of a noun: "a little-used car"."""
    side, i = context.original, context.change.i1
    joined = not side.gap(i) and not side.gap(i + 1)
    return joined and not side.word(i - 1).endswith("ly") and side.tag(i + 2).startswith("NN")


def _starts_anew(context: ChangeContext) -> bool:
    """Whether a sentence with a capital follows in the original."""
    following = context.original.tokens[context.change.i2 : context.change.i2 + 1]
    return any(token.text[:1].isupper() for token in following)


def _comma_out(context: ChangeContext) -> Judgement:
    following = context.old_next()
    if following in _COORDINATORS and is_serial(context, context.change.i1):
        if context.options.serial_comma is False:
            return Judgement(Kind.PUNCTUATION, "No serial comma, as you asked.", alone=True)
        return Judgement(Kind.REPHRASING, "The serial comma is your choice.")
    before = context.old_prev()
    if following in ("who", "which") and not _restricts(context):
        return Judgement(Kind.MEANING, "Without the comma it would say which one is meant.")
    if before in _NO_COMMA_AFTER or following in ("that", "which", "who", ","):
        return Judgement(Kind.PUNCTUATION, "No comma is needed here.")
    sentence = context.sentence_before()
    if sentence in (("maybe",), ("perhaps",), ("although",), ("though",)):
        return Judgement(Kind.PUNCTUATION, f"No comma is needed after '{sentence[0]}'.")
    if following not in _COORDINATORS and _parts_subject(context.original, context.change.i1):
        return Judgement(Kind.PUNCTUATION, "No comma stands between a subject and its verb.")
    return Judgement(Kind.REPHRASING, "This comma is your rhythm, not an error.")


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


def _swapped(context: ChangeContext, old: str, new: str) -> Judgement:
    if set(old) <= _ENDS and set(new) <= _ENDS:
        sentence = context.sentence_before()
        if (old, new) == (".", "?") and _asks(sentence):
            return Judgement(Kind.PUNCTUATION, "A question ends with '?'.")
        if (old, new) == ("?", ".") and {"wonder", "ask", "asked", "wondered"} & {*sentence}:
            return Judgement(Kind.PUNCTUATION, f"The sentence ends with '{new}'.")
        if set(old) == set(new) == {"."}:
            return Judgement(Kind.PUNCTUATION, f"'{new}' is enough here.")
        return Judgement(Kind.MEANING, f"'{new}' for '{old}' changes the tone of the sentence.")
    if {old, new} == {",", ":"} and context.next() in _QUOTES:
        return Judgement(Kind.REPHRASING, f"'{old}' before a quotation is right too.")
    if old == "," and new in (".", ";", ":", "?"):
        if _short_splice(context):
            return Judgement(Kind.REPHRASING, "Short clauses joined by a comma are your rhythm.")
        after = clauses.starts_clause(context.proposed, context.change.j2)
        if new == ";" and context.next() not in _LINKS and not after:
            return Judgement(Kind.REPHRASING, "A semicolon is your choice of mark, not grammar.")
        return Judgement(Kind.PUNCTUATION, f"'{new}' divides the two sentences here, not ','.")
    if old == ";" and new in (",", ".", ":"):
        linked = context.next() in _LINKS and context.next(2) == ","
        if new == "." and (linked or clauses.starts_clause(context.proposed, context.change.j2)):
            return Judgement(Kind.REPHRASING, "A semicolon is your choice of mark, not an error.")
        return Judgement(Kind.PUNCTUATION, f"'{new}' belongs here, not ';'.")
    if set(old) <= _DASHES and new == "." and _ends_sentence(context):
        return Judgement(Kind.PUNCTUATION, "The sentence ends with '.'.")
    if set(old) <= _DASHES and set(new) <= _DASHES:
        return Judgement(Kind.FORMAT, "The kind of dash is yours to choose.")
    if old == "." and new == "," and not context.next(1):
        return Judgement(Kind.PUNCTUATION, "A comma belongs here.")
    if old in _ENDS:
        return Judgement(Kind.SPLIT_MERGE, "This joins two of your sentences.")
    return Judgement(Kind.REPHRASING, f"'{new}' for '{old}' is another rhythm, not grammar.")


def _ends_sentence(context: ChangeContext) -> bool:
    """Whether a dash stands where a whole sentence ends, not where one breaks off."""
    side, i = context.original, context.change.i1
    following = side.tokens[context.change.i2 : context.change.i2 + 1]
    opens = not following or following[0].text[:1].isupper()
    if not opens or side.tag(i - 1) in ("IN", "DT", "CC", "TO", "PRP$", "MD", "PRP"):
        return False
    return has_verb(side, side.sentence(i).start, i) and i - side.sentence(i).start > 4


def _asks(sentence: tuple[str, ...]) -> bool:
    """Whether a clause of the sentence begins as a question does."""
    starts = [0, *(k + 1 for k, token in enumerate(sentence) if token in (",", ":", ";", "-"))]
    return any(sentence[k] in _QUESTION for k in starts if k < len(sentence))


def _short_splice(context: ChangeContext, longest: int = 3) -> bool:
    sentence = (*context.sentence_before(), ",", *context.sentence_after())
    before = context.sentence_before()
    while "," in before:
        before = before[before.index(",") + 1 :]
    after = context.sentence_after()
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
