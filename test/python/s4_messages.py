"""The bytes a Python producer of the S4 guide writes, and how it reads what comes back."""

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Callable
from uuid import UUID, uuid4

from s4_models import (
    ArchitectureEnvelope,
    CodegenValidationRequest,
    CodegenValidationResponse,
    NodeType,
    OnexEnvelopeV1,
)

HELLO_HASH = "ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f"
STAMP_TOPIC = "omninode.bridge.request.stamp.v1"


@dataclass(frozen=True)
class Question:
    topic: str
    reply_topic: str
    correlation_id: str
    value: bytes
    accept: Callable[[bytes], None]


def as_bytes(message: dict) -> bytes:
    """`str()` for all that JSON does not know: dates come out with a space, enums of `str` as their value."""
    return json.dumps(message, default=str).encode()


def validate_question(code: str, is_valid: bool) -> Question:
    correlation_id, session_id = uuid4(), uuid4()
    request = CodegenValidationRequest(
        correlation_id=correlation_id,
        session_id=session_id,
        code_content=code,
        node_type=NodeType.COMPUTE,
        timestamp=datetime.now(timezone.utc),
    )
    envelope = OnexEnvelopeV1(
        correlation_id=correlation_id,
        session_id=session_id,
        event_type="CodegenValidationRequest",
        timestamp=datetime.now(timezone.utc).replace(tzinfo=None),
        payload=request.model_dump(),
    )

    def accept(value: bytes) -> None:
        answer = OnexEnvelopeV1.model_validate_json(value)
        payload = CodegenValidationResponse.model_validate(answer.payload)
        assert answer.event_type == "CodegenValidationResponse", answer.event_type
        assert answer.correlation_id == payload.correlation_id == correlation_id
        assert answer.session_id == payload.session_id == session_id
        assert payload.is_valid is is_valid, payload

    return Question(
        "omninode_codegen_request_validate_v1",
        "omninode_codegen_response_validate_v1",
        str(correlation_id),
        as_bytes(envelope.model_dump()),
        accept,
    )


def stamp_question() -> Question:
    correlation_id, event_id = str(uuid4()), uuid4()
    message = {
        "event_id": event_id,
        "event_type": STAMP_TOPIC,
        "correlation_id": correlation_id,
        "causation_id": None,
        "timestamp": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "version": "1.0.0",
        "source": {"service": "s4-client", "instance_id": "s4-client-1", "hostname": "localhost"},
        "metadata": {"trace_id": "trace-1", "span_id": "span-1"},
        "payload": {"content": "hello", "namespace": "omninode.python.client", "content_type": "text/plain"},
    }

    def accept(value: bytes) -> None:
        answer = ArchitectureEnvelope.model_validate_json(value)
        assert answer.correlation_id == correlation_id
        assert answer.causation_id == UUID(str(event_id))
        assert answer.payload.blake3_hash == HELLO_HASH

    return Question(STAMP_TOPIC, "omninode.bridge.response.stamp.v1", correlation_id, as_bytes(message), accept)


def questions() -> list[Question]:
    # Long enough that every codec really compresses.
    good = "".join(f"def f{n}(a: int) -> int:\n    return a * {n}\n\n\n" for n in range(100))
    return [validate_question(good, True), validate_question("def broken(a)\n    return totl\n", False), stamp_question()]
