"""The models of a client of the guide, composed from the field facts: strict, and no field beyond those it knows."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

Score = Annotated[StrictFloat | StrictInt, Field(ge=0, le=1)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class NodeType(str, Enum):
    EFFECT = "effect"
    COMPUTE = "compute"
    REDUCER = "reducer"
    ORCHESTRATOR = "orchestrator"


class ValidationType(str, Enum):
    SYNTAX = "syntax"
    FULL = "full"


class AnalysisType(str, Enum):
    QUICK = "quick"
    PARTIAL = "partial"
    FULL = "full"


class CodegenRequest(BaseModel):
    correlation_id: UUID
    session_id: UUID
    timestamp: datetime
    schema_version: str = "1.0"


class CodegenAnalysisRequest(CodegenRequest):
    prd_content: str
    analysis_type: AnalysisType = AnalysisType.FULL
    workspace_context: dict[str, Any] = {}


class CodegenValidationRequest(CodegenRequest):
    code_content: str
    node_type: NodeType
    contracts: list[dict[str, Any]] = []
    validation_type: ValidationType = ValidationType.FULL


class CodegenPatternRequest(CodegenRequest):
    node_description: str
    node_type: NodeType
    limit: int = Field(default=5, ge=1, le=20)


class CodegenMixinRequest(CodegenRequest):
    requirements: list[str]
    node_type: NodeType
    existing_mixins: list[str] = []


class OnexEnvelopeV1(BaseModel):
    """Unknown keys are ignored, as pydantic does by default."""

    envelope_version: str = "1.0"
    correlation_id: UUID
    session_id: UUID | None = None
    event_type: str
    timestamp: datetime
    payload: dict[str, Any]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CodegenResponse(Strict):
    correlation_id: UUID
    session_id: UUID
    processing_time_ms: StrictInt
    timestamp: datetime
    schema_version: Literal["1.0"]


class AnalysisResult(BaseModel):
    """Free-form, but for the one member the guide names."""

    requirements: list[dict[str, Any]]


class CodegenAnalysisResponse(CodegenResponse):
    analysis_result: AnalysisResult
    confidence: Score


class CodegenValidationResponse(CodegenResponse):
    validation_result: dict[str, Any]
    quality_score: Score
    onex_compliance_score: Score
    is_valid: StrictBool


class PatternItem(BaseModel):
    """Free-form, but for what the incumbent's nodes had and ours have as well."""

    similarity_score: Score
    description: StrictStr


class CodegenPatternResponse(CodegenResponse):
    pattern_result: list[PatternItem]
    total_matches: StrictInt


class MixinItem(BaseModel):
    """Free-form, but for what the incumbent's recommendations had."""

    mixin_name: StrictStr
    confidence: Score
    reason: StrictStr
    required_config: dict[str, Any]


class CodegenMixinResponse(CodegenResponse):
    mixin_recommendations: list[MixinItem]
    total_recommendations: StrictInt


class Source(Strict):
    service: StrictStr
    instance_id: StrictStr
    hostname: StrictStr


class StampResponse(Strict):
    blake3_hash: Hash
    metadata: dict[str, Any]
    stamp_time: datetime


class ArchitectureEnvelope(Strict):
    event_id: UUID
    event_type: StrictStr
    correlation_id: StrictStr
    causation_id: UUID
    timestamp: datetime
    version: Literal["1.0.0"]
    source: Source
    metadata: dict[str, str]
    payload: StampResponse
