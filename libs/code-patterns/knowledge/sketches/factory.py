from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import NodeCompute

from .models import EnumFormat, ModelBookings, ModelCamtParser, ModelMt940Parser, ModelStatement


class NodeStatementParserCompute(NodeCompute):
    """Reads bank statements in any format it has a parser for."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.parser_classes = {EnumFormat.MT940: ModelMt940Parser, EnumFormat.CAMT: ModelCamtParser}

    async def execute_compute(self, statement: ModelStatement) -> ModelBookings:
        """Makes the parser for the format; callers know only what parsers have in common."""
        parser_class = self.parser_classes.get(statement.format)
        if parser_class is None:
            raise ModelOnexError("no parser for this format", error_code=EnumCoreErrorCode.NO_SUITABLE_PROVIDER)
        return parser_class(strict=True).parse(statement.text)
