from __future__ import annotations

import pytest

from companion.llm.roles import short_name


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-4o", "gpt-4o"),
        ("ollama/llama3:8b", "llama3:8b"),
        ("openrouter/anthropic/claude-x", "anthropic/claude-x"),
        ("openrouter/deepseek/deepseek-r1:free", "deepseek/deepseek-r1:free"),
        ("openai/", "openai/"),
        ("", ""),
    ],
)
def test_a_model_is_called_by_its_own_name(model: str, name: str) -> None:
    assert short_name(model) == name
