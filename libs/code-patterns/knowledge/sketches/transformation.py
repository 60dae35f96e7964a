from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import ModelLedgerEntry, ModelPosition, ModelSupplierInvoice


class NodeInvoiceLayoutCompute(NodeCompute):
    """Gives a supplier's invoice the layout of the ledger."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, invoice: ModelSupplierInvoice) -> ModelLedgerEntry:
        """Returns the entry; the invoice stays as it is."""
        if not invoice.lines:
            raise ModelOnexError("an invoice without lines", error_code=EnumCoreErrorCode.INVALID_INPUT)
        return ModelLedgerEntry(
            reference=invoice.number.strip().upper(),
            positions=[ModelPosition(text=line.label, cents=round(line.price * 100)) for line in invoice.lines],
        )
