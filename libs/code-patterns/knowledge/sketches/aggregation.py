from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeReducer

from .models import ModelSalesBatch, ModelSalesTotals


class NodeSalesTotalReducer(NodeReducer):
    """Adds up sales by region."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_reduction(self, state: ModelSalesTotals, batch: ModelSalesBatch) -> ModelSalesTotals:
        """Returns the new totals; the old state is left alone."""
        if batch.sequence <= state.sequence:
            return state
        totals = dict(state.by_region)
        for sale in batch.sales:
            totals[sale.region] = totals.get(sale.region, 0) + sale.cents
        return ModelSalesTotals(sequence=batch.sequence, by_region=totals)
