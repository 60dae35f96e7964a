"""What the code generator omniclaude sends, and what it takes out of the answer: no model of its own, but bare lookups
in two members whose types it relies on (it compares the hints as numbers and puts the mixins into a set)."""

from datetime import datetime, timezone
from typing import Any, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, Field, StrictStr

from question import Question, as_bytes
from strict_models import Score, Strict

PRD = "# Price service\n\n- The service must read prices from an HTTP API every minute.\n- It must cache each price.\n"


class Analysis(BaseModel):
    node_type_hints: dict[Literal["EFFECT", "COMPUTE", "REDUCER", "ORCHESTRATOR"], Score] = Field(min_length=1)
    recommended_mixins: list[StrictStr] = Field(min_length=1)


class Envelope(Strict):
    id: UUID
    service: StrictStr
    timestamp: datetime
    correlation_id: UUID
    metadata: dict[str, Any]
    payload: dict[str, Any]
    analysis: Analysis


def analyze_question() -> Question:
    correlation_id = str(uuid4())
    message = {
        "id": str(uuid4()),
        "service": "omniclaude",
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "correlation_id": correlation_id,
        "metadata": {},
        "payload": {"prd_content": PRD, "workspace_context": {}},
    }
    topic, reply_topic = (f"dev.omniclaude.codegen.analyze.{end}.v1" for end in ("request", "response"))
    return Question(topic, reply_topic, correlation_id, None, as_bytes(message), Envelope.model_validate_json)
