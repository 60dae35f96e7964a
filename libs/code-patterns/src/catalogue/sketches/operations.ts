import { sketch } from './sketch';

export const HEALTH = sketch(`
class NodeMailGatewayEffect(NodeEffect, MixinHealthCheck):
    """Sends mail and says how it is doing."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.mail = container.get_service(ProtocolMailServer)
        self.sent = 0

    async def execute_effect(self, letter: ModelLetter) -> ModelGatewayReport:
        """Sends one mail and reports the count with the state of the server."""
        try:
            async with asyncio.timeout(10.0):
                await self.mail.send(letter)
                is_ready = await self.mail.ping()
        except TimeoutError as error:
            raise ModelOnexError("mail server hangs", error_code=EnumCoreErrorCode.SERVICE_UNHEALTHY) from error
        self.sent += 1
        return ModelGatewayReport(sent=self.sent, is_ready=is_ready)
`);

export const AUTH = sketch(`
class NodeApprovalGuardCompute(NodeCompute):
    """Lets only the finance group approve payments."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)

    async def execute_compute(self, attempt: ModelApprovalAttempt) -> ModelGranted:
        """The time comes with the request, so the verdict can be repeated."""
        claims = attempt.verified_claims
        if claims.expires_at <= attempt.requested_at:
            raise ModelOnexError("the token has expired", error_code=EnumCoreErrorCode.AUTHENTICATION_ERROR)
        if "finance" not in claims.groups:
            raise ModelOnexError("not in the finance group", error_code=EnumCoreErrorCode.PERMISSION_ERROR)
        return ModelGranted(subject=claims.subject, correlation_id=attempt.correlation_id)
`);

export const REDACTION = sketch(`
class NodeLogScrubCompute(NodeCompute, MixinSensitiveFieldRedaction):
    """Takes secrets and personal data out of log entries."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.hidden = frozenset({"password", "token", "email", "card_number"})

    async def execute_compute(self, entry: ModelLogEntry) -> ModelLogEntry:
        """Returns a copy; the entry given stays as it is."""
        fields = {
            name: "[redacted]" if name.lower() in self.hidden else value for name, value in entry.fields.items()
        }
        return entry.model_copy(update={"fields": fields})
`);

export const HANDLER_ROUTING = sketch(`
class NodeTicketDeskOrchestrator(NodeOrchestrator):
    """Hands every command to the handler its contract names."""

    def __init__(self, container: ModelONEXContainer) -> None:
        super().__init__(container)
        self.handlers = container.get_service(ProtocolTicketHandlers)

    async def execute_orchestration(self, command: ModelTicketCommand) -> ModelTicketEvents:
        """Looks the operation up; an unknown one is refused and not guessed."""
        handler = self.handlers.for_operation(command.operation)
        if handler is None:
            raise ModelOnexError(
                f"no handler for {command.operation}", error_code=EnumCoreErrorCode.UNSUPPORTED_OPERATION
            )
        return await handler(command)
`);
