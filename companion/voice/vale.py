"""The tells as a style for the Vale prose linter (vale.sh): one YAML file a rule."""

from __future__ import annotations

import json
from pathlib import Path

from companion.voice.tells import RULES, TellRule

STYLE = "CompanionTells"


def rule_file(rule: TellRule) -> str:
    """A rule as Vale's ``existence`` check; JSON strings are YAML strings."""
    return "\n".join(
        (
            f"# Observed by: {rule.source}",
            "extends: existence",
            f"message: {json.dumps(rule.message + ': %s', ensure_ascii=False)}",
            "level: suggestion",
            "ignorecase: true",
            "raw:",
            f"  - {json.dumps(rule.pattern, ensure_ascii=False)}",
            "",
        )
    )


def write_style(folder: Path) -> tuple[Path, int]:
    """Write the style under Vale's StylesPath; returns its folder and the number of rules."""
    target = folder / STYLE
    target.mkdir(parents=True, exist_ok=True)
    for rule in RULES:
        (target / f"{rule.name}.yml").write_text(rule_file(rule), encoding="utf-8")
    return target, len(RULES)
