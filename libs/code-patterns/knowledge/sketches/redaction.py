from omnibase_core.mixins import MixinSensitiveFieldRedaction
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelLogEntry


class NodeLogScrubCompute(NodeCompute, MixinSensitiveFieldRedaction):
    """Takes secrets and personal data out of log entries."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.hidden = frozenset({"password", "token", "email", "card_number"})

    async def execute_compute(self, entry: ModelLogEntry) -> ModelLogEntry:
        """Returns a copy; the entry given stays as it is."""
        fields = {
            name: "[redacted]" if name.lower() in self.hidden else value for name, value in entry.fields.items()
        }
        return entry.model_copy(update={"fields": fields})
