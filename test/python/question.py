"""What a Python program asks on the bus, and what it makes of the answer."""

import json
from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Question:
    topic: str
    reply_topic: str
    correlation_id: str
    # Not every program sends one; replies always have the correlation id there.
    key: str | None
    value: bytes
    # Raises on anything but the answer that was hoped for.
    accept: Callable[[bytes], object]


def as_bytes(message: dict) -> bytes:
    """`str()` for all that JSON does not know: dates come out with a space, enums of `str` as their value."""
    return json.dumps(message, default=str).encode()


def correlation_of(value: bytes | None) -> str | None:
    """By what programs find their answer among those of others; `None` where there is nothing to find it by."""
    try:
        return json.loads(value or b"null").get("correlation_id")
    except (ValueError, AttributeError):
        return None
