"""What can go wrong. `code` says what; those of workers are explained in docs/errors.md."""

from __future__ import annotations

from typing import Any


class ClientError(Exception):
    """Whatever goes wrong here, but for what the Kafka client and pydantic raise."""

    code = "client_error"


class RequestRefusedError(ClientError):
    """The worker refused the request, and would again."""

    def __init__(
        self, code: str, message: str, details: list[dict[str, Any]], correlation_id: str, payload: dict[str, Any]
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        #: `{"path": JSON pointer, "message": text}` for each property at fault.
        self.details = details
        self.correlation_id = correlation_id
        #: The whole payload of the refusal.
        self.payload = payload


class DeadLetteredError(ClientError):
    """The request became a dead letter and nobody answered it."""

    def __init__(self, code: str, message: str, correlation_id: str, topic: str, partition: int, offset: int) -> None:
        super().__init__(f"{code}: {message} ({topic}, partition {partition}, offset {offset})")
        self.code = code
        self.correlation_id = correlation_id
        self.topic = topic
        self.partition = partition
        self.offset = offset


class ReplyTimeoutError(ClientError, TimeoutError):
    """No reply in time. The request may still be served later; ask again with the same ids, and it is the same request."""

    code = "request_timeout"

    def __init__(self, operation: str, correlation_id: str, timeout: float) -> None:
        super().__init__(f"no reply to {operation} {correlation_id} within {timeout} s")
        self.correlation_id = correlation_id


class UnexpectedReplyError(ClientError):
    """The reply does not conform to its schema; `__cause__` says where."""

    code = "unexpected_reply"

    def __init__(self, operation: str, correlation_id: str, payload: dict[str, Any]) -> None:
        super().__init__(f"the reply to {operation} {correlation_id} does not conform")
        self.correlation_id = correlation_id
        self.payload = payload


class MissingTopicsError(ClientError):
    """The broker has no topic to read replies from."""

    code = "missing_topics"

    def __init__(self, topics: list[str]) -> None:
        super().__init__(f"the broker has no {', '.join(topics)}")
        self.topics = topics


class ClientClosedError(ClientError):
    """The client was closed."""

    code = "client_closed"

    def __init__(self) -> None:
        super().__init__("the client is closed")
