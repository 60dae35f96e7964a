from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelBasket, ModelBasketPrice


def with_discount(cents: int, loyal_years: int) -> int:
    """One percent a year, ten at most; tested without any node."""
    return cents * (100 - min(loyal_years, 10)) // 100


class NodeDiscountCompute(NodeCompute):
    """Passes the numbers on to the rule."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, basket: ModelBasket) -> ModelBasketPrice:
        """Returns what the rule says."""
        return ModelBasketPrice(cents=with_discount(basket.cents, basket.loyal_years))
