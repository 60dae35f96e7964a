from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelOverdue, ModelOverdueQuestion


class NodeOverdueCompute(NodeCompute):
    """Finds overdue invoices among those it is given."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, question: ModelOverdueQuestion) -> ModelOverdue:
        """The invoices and today's date were fetched by an effect node before."""
        overdue = [invoice.id for invoice in question.invoices if invoice.due_on < question.today]
        return ModelOverdue(invoice_ids=overdue)
