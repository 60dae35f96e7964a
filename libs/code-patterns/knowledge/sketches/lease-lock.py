from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeEffect

from .models import ModelCleanup, ModelCleanupResult
from .protocols import ProtocolArchive, ProtocolLeases


class NodeNightlyCleanupEffect(NodeEffect):
    """Cleans up, in one instance at a time."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.leases = container.get_service(ProtocolLeases)
        self.archive = container.get_service(ProtocolArchive)

    async def execute_effect(self, request: ModelCleanup) -> ModelCleanupResult:
        """Returns without work when another instance holds the lease."""
        lease = await self.leases.acquire("nightly-cleanup", seconds=30)
        if lease is None:
            return ModelCleanupResult(removed=0, held_elsewhere=True)
        try:
            removed = 0
            async for chunk in self.archive.expired(request.before):
                await lease.renew(seconds=30)
                removed += await self.archive.remove(chunk, fencing_token=lease.token)
            return ModelCleanupResult(removed=removed, held_elsewhere=False)
        finally:
            await lease.release()
