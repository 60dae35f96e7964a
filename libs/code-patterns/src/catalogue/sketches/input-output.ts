import { sketch } from './sketch';

export const API_CLIENT = sketch(`
class NodeForecastClientEffect(NodeEffect):
    """Fetches a forecast from the weather service."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.http = container.get_service(ProtocolHttpClient)

    async def execute_effect(self, place: ModelPlace) -> ModelForecast:
        """Returns the forecast; any answer but 200 is an error with the status in it."""
        try:
            answer = await self.http.get("/forecast", params={"town": place.town}, timeout=5.0)
        except TimeoutError as error:
            raise ModelOnexError("no answer in time", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        if answer.status_code != 200:
            raise ModelOnexError(
                f"the service said {answer.status_code}", error_code=EnumCoreErrorCode.SERVICE_UNAVAILABLE
            )
        return ModelForecast.model_validate_json(answer.text)
`);

export const DB_REPOSITORY = sketch(`
class NodeInvoiceRepositoryEffect(NodeEffect):
    """The only place that knows the invoice table."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.pool = container.get_service(ProtocolConnectionPool)

    async def execute_effect(self, invoice: ModelInvoice) -> ModelStored:
        """Stores an invoice; storing it again changes nothing."""
        statement = "INSERT INTO invoice (id, customer, cents) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"
        try:
            async with asyncio.timeout(5.0), self.pool.acquire() as connection, connection.transaction():
                await connection.execute(statement, invoice.id, invoice.customer, invoice.cents)
        except TimeoutError as error:
            raise ModelOnexError(
                "the database is too slow", error_code=EnumCoreErrorCode.DATABASE_OPERATION_ERROR
            ) from error
        return ModelStored(id=invoice.id)
`);

export const FILE_PROCESSING = sketch(`
class NodeReportFileEffect(NodeEffect):
    """Saves a report so that no reader ever sees half of it."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.files = container.get_service(ProtocolFileStore)

    async def execute_effect(self, report: ModelReport) -> ModelSavedFile:
        """Writes in chunks under a temporary name, then renames."""
        draft = f"{report.name}.part"
        try:
            async with asyncio.timeout(30.0):
                async for chunk in report.chunks():
                    await self.files.append(draft, chunk)
                await self.files.rename(draft, report.name)
        except OSError as error:
            raise ModelOnexError("cannot save", error_code=EnumCoreErrorCode.FILE_WRITE_ERROR) from error
        return ModelSavedFile(name=report.name)
`);

export const STREAMING_BATCH = sketch(`
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
`);

export const LLM_CALL = sketch(`
class NodeMinutesSummaryEffect(NodeEffect):
    """Has a language model summarise the minutes of a meeting."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.model = container.get_service(ProtocolLanguageModel)

    async def execute_effect(self, minutes: ModelMinutes) -> ModelSummary:
        """Returns at most five points; what the model says is checked before it is used."""
        prompt = f"Summarise in at most five bullet points:\\n{minutes.text[:8_000]}"
        try:
            async with asyncio.timeout(30.0):
                answer = await self.model.complete(prompt, max_tokens=300, temperature=0.0)
        except TimeoutError as error:
            raise ModelOnexError("the model took too long", error_code=EnumCoreErrorCode.TIMEOUT_EXCEEDED) from error
        points = [line[2:] for line in answer.splitlines() if line.startswith("- ")]
        if not 1 <= len(points) <= 5:
            raise ModelOnexError("not a summary", error_code=EnumCoreErrorCode.VALIDATION_FAILED)
        return ModelSummary(points=points)
`);
