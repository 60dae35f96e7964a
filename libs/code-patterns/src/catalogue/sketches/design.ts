import { sketch } from './sketch';

export const STRATEGY = sketch(`
class NodeShippingPriceCompute(NodeCompute):
    """Prices a parcel by the method its contract names."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.methods = container.get_service(ProtocolPriceMethods)

    async def execute_compute(self, parcel: ModelParcel) -> ModelPrice:
        """All methods answer the same question, so one can stand in for another."""
        method = self.methods.named(parcel.price_method)
        if method is None:
            raise ModelOnexError("no such method", error_code=EnumCoreErrorCode.NO_SUITABLE_PROVIDER)
        return method(parcel)
`);

export const FACTORY = sketch(`
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
`);

export const ADAPTER = sketch(`
class NodeParcelCarrierEffect(NodeEffect):
    """Gives the carrier's library the shape of our own protocol."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.carrier = container.get_service(ProtocolCarrierLibrary)

    async def execute_effect(self, parcel: ModelParcel) -> ModelTracking:
        """Translates our words into theirs, and their errors into ours."""
        try:
            async with asyncio.timeout(10.0):
                label = await self.carrier.create_label_v2(zip=parcel.postcode, wgt=parcel.grams)
        except (ConnectionError, TimeoutError) as error:
            raise ModelOnexError("no label", error_code=EnumCoreErrorCode.DEPENDENCY_ERROR) from error
        return ModelTracking(number=label.trk_no)
`);

export const OBSERVER = sketch(`
class NodeStockLevelEffect(NodeEffect):
    """Changes stock levels and tells everyone who asked to know."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.stock = container.get_service(ProtocolStock)
        self.listeners = container.get_service(ProtocolStockListeners)

    async def execute_effect(self, change: ModelStockChange) -> ModelStockLevel:
        """A listener that fails does not undo the change: it is counted."""
        level = await self.stock.change(change.article, change.amount, timeout_seconds=5.0)
        failed = 0
        for listener in self.listeners.of(change.article):
            try:
                await listener(level)
            except ModelOnexError:
                failed += 1
        return level.model_copy(update={"failed_listeners": failed})
`);

export const SINGLETON = sketch(`
@functools.cache
def place_index() -> ModelPlaceIndex:
    """Opened at the first question; everybody in the process gets the same one."""
    return ModelPlaceIndex.opened()


class NodeGeoLookupEffect(NodeEffect):
    """Looks places up in the one index of the process."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_effect(self, place: ModelPlace) -> ModelCoordinates:
        """Nodes that run side by side share the index and its memory."""
        try:
            async with asyncio.timeout(5.0):
                found = await place_index().find(place.name)
        except TimeoutError as error:
            raise ModelOnexError("no answer", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        if found is None:
            raise ModelOnexError("no such place", error_code=EnumCoreErrorCode.NOT_FOUND)
        return ModelCoordinates(latitude=found.latitude, longitude=found.longitude)
`);

export const BUILDER = sketch(`
class NodeSearchPlanCompute(NodeCompute):
    """Assembles a search out of the parts a user has filled in."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, form: ModelSearchForm) -> ModelSearchPlan:
        """Every step returns the builder; build() checks the whole and gives an immutable plan."""
        builder = ModelSearchPlanBuilder().for_text(form.text)
        if form.category is not None:
            builder = builder.in_category(form.category)
        if form.newest_first:
            builder = builder.sorted_by("date")
        try:
            return builder.build()
        except ValueError as error:
            raise ModelOnexError("not a search", error_code=EnumCoreErrorCode.INVALID_INPUT) from error
`);
