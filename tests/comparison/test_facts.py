"""Numbers, names, quotations and claims that changed are told, first of all."""

import pytest

from companion.comparison.pairing import compare_pair


def told(base: str, revised: str) -> list[tuple[str, str, str]]:
    return [(f.kind, f.before, f.after) for f in compare_pair(base, revised).facts]


@pytest.mark.parametrize(
    ("base", "revised", "expected"),
    [
        ("It was 35 miles.", "It was 53 miles.", ("number", "35", "53")),
        ("Some 5% of it went.", "Some 5.5% of it went.", ("number", "5%", "5.5%")),
        ("We had seven dogs.", "We had eight dogs.", ("number", "seven", "eight")),
        ("Then Anna Kovac spoke.", "Then Anna Novak spoke.", ("name", "Kovac", "Novak")),
        ("He said “go away” twice.", "He said “go home” twice.",
         ("quotation", "“go away”", "“go home”")),
        ("The pill may help.", "The pill will help.", ("claim", "may", "")),
        ("It did not rain.", "It did rain.", ("claim", "not", "")),
    ],
)  # fmt: skip
def test_what_slips_by_is_told(base: str, revised: str, expected: tuple[str, str, str]) -> None:
    assert told(base, revised) == [expected]


def test_the_same_facts_in_other_words_or_places_are_not_told() -> None:
    assert told("It cost 30 pounds.\n\nHe left.", "He left.\n\nIt cost 30 pounds.") == []
    assert told('He said "no more".', "He said “no more”.") == []
    assert told("In 1990 it was cold, and I left London early.\n\nWe ate.",
                "It was cold, and I left London early.\n\nIn 1990 we ate.") == []  # fmt: skip


def test_a_word_at_the_start_of_a_sentence_is_no_name() -> None:
    assert told("Rain fell on us.", "Water fell on us.") == []


def test_numbers_come_before_claims_and_each_says_where() -> None:
    pair = compare_pair("It may be so. It cost 3 pounds.", "It is so. It cost 4 pounds.")
    assert [(f.kind, f.where) for f in pair.facts] == [
        ("number", "It cost 4 pounds."),
        ("claim", "It may be so."),
    ]
