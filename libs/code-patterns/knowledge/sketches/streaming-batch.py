from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelImport, ModelImported, ModelReading
from .protocols import ProtocolReadingSource, ProtocolReadingTable


class NodeReadingImportEffect(NodeEffect):
    """Takes in readings without ever holding all of them."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.readings = container.get_service(ProtocolReadingSource)
        self.table = container.get_service(ProtocolReadingTable)

    async def execute_effect(self, request: ModelImport) -> ModelImported:
        """Writes batches of 500; memory holds one batch."""
        written = 0
        batch: list[ModelReading] = []
        async for reading in self.readings.after(request.cursor):
            batch.append(reading)
            if len(batch) == 500:
                written += await self.table.write(batch, timeout_seconds=10.0)
                batch = []
        written += await self.table.write(batch, timeout_seconds=10.0)
        return ModelImported(written=written)
