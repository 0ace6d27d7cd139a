"""Our own rules as an engine: precise ones for common mistakes that Harper misses."""

from __future__ import annotations

from companion.english.sentences import MAX_WORDS, sentences
from companion.english.spoken_dialect import writes_dialect
from companion.grammar.engines.base import Finding
from companion.grammar.rules import RULES
from companion.grammar.rules.rule import Rule


class LocalRules:
    """The rules of `companion.grammar.rules`."""

    name = "rules"
    key = "rules/1"

    def __init__(self, rules: tuple[Rule, ...] = RULES) -> None:
        self.rules = rules

    def check(self, text: str) -> list[Finding]:
        """The mistakes in ``text``; rules that stand earlier come first.

        Sentences of more than `MAX_WORDS` words are left alone.
        """
        dialect = writes_dialect(text)
        parts = [sentence for sentence in sentences(text) if len(sentence) <= MAX_WORDS]
        found = []
        for rule in self.rules:
            if dialect and rule.dialect:
                continue
            for sentence in parts:
                if rule.triggers and rule.triggers.isdisjoint(sentence.places):
                    continue
                found += [
                    Finding(edit, rule.message, rule.name, self.name)
                    for edit in rule.find(sentence)
                ]
        return found
