"""Reading what stands on response and dead-letter topics, in any envelope."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .errors import DeadLetteredError

Headers = Iterable[tuple[str, "bytes | str | None"]]


@dataclass(frozen=True)
class Record:
    """A Kafka record as either client library has it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, str]


@dataclass(frozen=True)
class RawReply:
    """A reply before its payload is checked."""

    correlation_id: str
    event_id: str | None
    payload: dict[str, Any]
    #: `code`, `message` and `details`, where the worker refused.
    error: dict[str, Any] | None


def texts_of(headers: Headers | dict[str, bytes | str | None] | None) -> dict[str, str]:
    """The last value of each header that is text."""
    texts: dict[str, str] = {}
    for name, value in headers.items() if isinstance(headers, dict) else headers or ():
        text = _text(value)
        if text is not None:
            texts[name] = text
    return texts


def comparable(correlation_id: str) -> str:
    """UUIDs come back in either case; every other id is its own."""
    try:
        return str(UUID(correlation_id)) if len(correlation_id) == 36 else correlation_id
    except ValueError:
        return correlation_id


def reply_in(record: Record) -> RawReply | None:
    """The reply in a record, wherever its envelope has what; `None` for what is none."""
    message = _object_in(record.value)
    if message is None:
        return None
    payload = _payload_of(message)
    correlation_id = (
        _id(message.get("correlation_id"))
        or _id(payload.get("correlation_id"))
        or record.headers.get("correlation_id")
        or record.headers.get("x-correlation-id")
        or _text(record.key)
    )
    if not correlation_id:
        return None
    event_ids = (_id(message.get(name)) for name in ("event_id", "envelope_id", "id"))
    event_id = next(filter(None, event_ids), record.headers.get("event_id"))
    return RawReply(correlation_id, event_id, payload, _error_in(message, payload, record.headers))


def dead_letter_in(record: Record) -> DeadLetteredError | None:
    """Which request was dead-lettered and why, as the headers say; `None` where they do not."""
    correlation_id = record.headers.get("correlation_id")
    if correlation_id is None:
        return None
    code = record.headers.get("x-error-code", "internal_error")
    message = record.headers.get("x-error-message", "")
    return DeadLetteredError(code, message, correlation_id, record.topic, record.partition, record.offset)


def _object_in(value: bytes | None) -> dict[str, Any] | None:
    if value is None:
        return None
    # What a schema registry's serializer writes before the JSON.
    body = value[5:] if value[:1] == b"\0" else value
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _payload_of(message: dict[str, Any]) -> dict[str, Any]:
    payload = message.get("payload", message)
    if isinstance(payload, str) and payload.startswith("{"):
        payload = _object_in(payload.encode())
    return payload if isinstance(payload, dict) else {}


def _error_in(message: dict[str, Any], payload: dict[str, Any], headers: dict[str, str]) -> dict[str, Any] | None:
    direct = [place["error"] for place in (message, payload) if isinstance(place.get("error"), dict)]
    if not direct and "x-error-code" not in headers:
        return None
    inner = [item[0] if isinstance(item, list) and item else item for item in payload.values()]
    nested = [place["error"] for place in inner if isinstance(place, dict) and isinstance(place.get("error"), dict)]
    # Headers have short texts only, and the envelope no details.
    told = {"code": headers.get("x-error-code"), "message": headers.get("x-error-message")}
    errors = [*direct, *nested, told]
    return {
        "code": next((error["code"] for error in errors if error.get("code")), "internal_error"),
        "message": next((error["message"] for error in errors if error.get("message")), ""),
        "details": next((error["details"] for error in errors if isinstance(error.get("details"), list)), []),
    }


def _id(value: Any) -> str | None:
    """Some systems have numbers for ids."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def _text(value: bytes | str | None) -> str | None:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    return value
