"""Our own rules: values, each with examples of what it must and must not change."""

from __future__ import annotations

from companion.grammar.rules import (
    agreement,
    confusables,
    countable,
    forms,
    mechanics,
    nouns,
    phrases,
    verbs,
)
from companion.grammar.rules.rule import Rule

# Where two rules speak of the same words the earlier one is heard.
RULES: tuple[Rule, ...] = (
    *phrases.RULES,
    *confusables.RULES,
    *forms.RULES,
    *verbs.RULES,
    *agreement.RULES,
    *nouns.RULES,
    *countable.RULES,
    *mechanics.RULES,
)
