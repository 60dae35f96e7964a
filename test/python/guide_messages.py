"""The bytes a Python producer of the guide writes, and how it reads what comes back."""

from datetime import datetime, timezone
from typing import Any, Callable
from uuid import UUID, uuid4

from question import Question, as_bytes
from strict_models import (
    ArchitectureEnvelope,
    CodegenAnalysisRequest,
    CodegenAnalysisResponse,
    CodegenMixinRequest,
    CodegenMixinResponse,
    CodegenPatternRequest,
    CodegenPatternResponse,
    CodegenRequest,
    CodegenResponse,
    CodegenValidationRequest,
    CodegenValidationResponse,
    NodeType,
    OnexEnvelopeV1,
)

HELLO_HASH = "ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f"
STAMP_TOPIC = "omninode.bridge.request.stamp.v1"


def codegen_question(
    operation: str,
    request_model: type[CodegenRequest],
    response_model: type[CodegenResponse],
    fields: dict[str, Any],
    check: Callable[[Any], bool],
) -> Question:
    """`check` looks at the accepted payload for what only this question can be answered with."""
    correlation_id, session_id = uuid4(), uuid4()
    request = request_model(
        correlation_id=correlation_id, session_id=session_id, timestamp=datetime.now(timezone.utc), **fields
    )
    envelope = OnexEnvelopeV1(
        correlation_id=correlation_id,
        session_id=session_id,
        event_type=request_model.__name__,
        timestamp=datetime.now(timezone.utc).replace(tzinfo=None),
        payload=request.model_dump(),
    )

    def accept(value: bytes) -> None:
        answer = OnexEnvelopeV1.model_validate_json(value)
        payload = response_model.model_validate(answer.payload)
        assert answer.event_type == response_model.__name__, answer.event_type
        assert answer.correlation_id == payload.correlation_id == correlation_id
        assert answer.session_id == payload.session_id == session_id
        assert check(payload), payload

    topics = (f"omninode_codegen_{end}_{operation}_v1" for end in ("request", "response"))
    return Question(*topics, str(correlation_id), str(correlation_id), as_bytes(envelope.model_dump()), accept)


def validate_question(code: str, is_valid: bool) -> Question:
    return codegen_question(
        "validate",
        CodegenValidationRequest,
        CodegenValidationResponse,
        {"code_content": code, "node_type": NodeType.COMPUTE},
        lambda payload: payload.is_valid is is_valid,
    )


def analyze_question() -> Question:
    prd = "# Prices\n\n## Requirements\n\n- The service must read prices every minute.\n- It should store them.\n"
    return codegen_question(
        "analyze",
        CodegenAnalysisRequest,
        CodegenAnalysisResponse,
        {"prd_content": prd, "workspace_context": {"files": ["file1.py"]}},
        lambda payload: len(payload.analysis_result.requirements) == 2,
    )


def pattern_question() -> Question:
    return codegen_question(
        "pattern",
        CodegenPatternRequest,
        CodegenPatternResponse,
        {"node_description": "Calls an HTTP API and retries with backoff.", "node_type": NodeType.EFFECT, "limit": 2},
        lambda payload: 1 <= len(payload.pattern_result) <= 2 and len(payload.pattern_result) <= payload.total_matches,
    )


def mixin_question() -> Question:
    return codegen_question(
        "mixin",
        CodegenMixinRequest,
        CodegenMixinResponse,
        {
            "requirements": ["cache results for five minutes", "report metrics"],
            "node_type": NodeType.EFFECT,
            "existing_mixins": ["MixinMetrics"],
        },
        lambda payload: [item.mixin_name for item in payload.mixin_recommendations][:1] == ["MixinCaching"]
        and payload.total_recommendations == len(payload.mixin_recommendations),
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
        "source": {"service": "strict-client", "instance_id": "strict-client-1", "hostname": "localhost"},
        "metadata": {"trace_id": "trace-1", "span_id": "span-1"},
        "payload": {"content": "hello", "namespace": "omninode.python.client", "content_type": "text/plain"},
    }

    def accept(value: bytes) -> None:
        answer = ArchitectureEnvelope.model_validate_json(value)
        assert answer.correlation_id == correlation_id
        assert answer.causation_id == UUID(str(event_id))
        assert answer.payload.blake3_hash == HELLO_HASH

    reply_topic = "omninode.bridge.response.stamp.v1"
    return Question(STAMP_TOPIC, reply_topic, correlation_id, correlation_id, as_bytes(message), accept)


def questions() -> list[Question]:
    # Long enough that every codec really compresses.
    good = "".join(f"def f{n}(a: int) -> int:\n    return a * {n}\n\n\n" for n in range(100))
    return [
        validate_question(good, True),
        validate_question("def broken(a)\n    return totl\n", False),
        analyze_question(),
        pattern_question(),
        mixin_question(),
        stamp_question(),
    ]
