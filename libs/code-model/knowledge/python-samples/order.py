@dataclass
class ModelOrder7x3:
    """One order."""

    order_id: str
    amount: float = 0.0
    tags: list[str] = field(default_factory=list)
    created: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def total(self, rate: float = 1.3) -> float:
        return self.amount * rate if rate > 0 else 0.0
