"""Retry policy: when a call is repeated, and after what wait."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a call is made again. Waits can be cancelled like the call itself.

    Attributes:
        rate_limited: how often after "too many requests".
        failed: how often after a failure on the service's side.
        longest_wait: seconds; a service that asks for more is not waited for.
        first_wait: seconds before the first retry where the service names none, then doubled.
    """

    rate_limited: int = 3
    failed: int = 1
    longest_wait: float = 60.0
    first_wait: float = 1.0


def retry_after(error: Exception) -> float | None:
    """Seconds that the server asked to wait, given as a number or as a date."""
    headers = getattr(error, "litellm_response_headers", None) or {}
    value = str(headers.get("retry-after", "")).strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return None
