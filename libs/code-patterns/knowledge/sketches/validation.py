from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelFindings, ModelParcelLabel


class NodeParcelCheckCompute(NodeCompute):
    """Finds everything that is wrong with a parcel label."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, label: ModelParcelLabel) -> ModelFindings:
        """Returns all findings, not only the first; an empty list means valid."""
        findings: list[str] = []
        if not label.postcode.isdigit():
            findings.append("postcode: digits only")
        if label.weight_grams <= 0:
            findings.append("weight_grams: must be above zero")
        return ModelFindings(findings=findings, is_valid=not findings)
