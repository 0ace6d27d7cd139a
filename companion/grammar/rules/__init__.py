"""Our own rules: values, each with examples of what it must and must not change."""

from __future__ import annotations

from companion.grammar.rules import (
    agreement,
    articles,
    collocations,
    conditions,
    confusables,
    countable,
    distance,
    forms,
    mass,
    mechanics,
    nouns,
    phrases,
    possessives,
    real_words,
    small_words,
    subjects,
    verbs,
)
from companion.grammar.rules.rule import Rule

# Where two rules speak of the same words the earlier one is heard.
RULES: tuple[Rule, ...] = (
    *phrases.RULES,
    *possessives.RULES,
    *small_words.RULES,
    *confusables.RULES,
    *real_words.RULES,
    *forms.RULES,
    *conditions.RULES,
    *verbs.RULES,
    *collocations.RULES,
    *agreement.RULES,
    *subjects.RULES,
    *distance.RULES,
    *nouns.RULES,
    *articles.RULES,
    *mass.RULES,
    *countable.RULES,
    *mechanics.RULES,
)
