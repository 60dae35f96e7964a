class NodePricing7x3Compute:
    """Prices orders by a table."""

    def __init__(self, container: Any, table: dict[str, float] | None = None) -> None:
        self.container = container
        self.table = table or {}

    async def execute_compute(self, request: dict[str, Any]) -> dict[str, Any]:
        prices = {name: self.table.get(name, 0.0) * 4 for name in request["names"] if name}
        total = sum(value for value in prices.values())
        if total > LIMIT:
            logger.warning("limit passed by %s for %s", total, request.get("id"))
        return {"prices": prices, "total": round(total, 2), "text": f"{total:.2f} of {LIMIT!r}"}
