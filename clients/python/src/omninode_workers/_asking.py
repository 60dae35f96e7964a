"""What both clients do, whichever library they ask with."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Generic, TypeVar
from uuid import uuid4

from pydantic import ValidationError

from ._operation import Answered, Operation
from ._base import RequestPayload
from .errors import (
    ClientClosedError,
    DeadLetteredError,
    MissingTopicsError,
    ReplyTimeoutError,
    RequestRefusedError,
    UnexpectedReplyError,
)
from .replies import RawReply, Record, comparable, dead_letter_in, reply_in

#: Seconds that are waited for a reply.
TIMEOUT = 30.0

#: A refusal is both answered and dead-lettered, on two topics: the answer says more, so a dead letter waits for it.
DEAD_LETTER_GRACE = 1.0

AnyOperation = Operation[Any, Any]
PayloadOut = TypeVar("PayloadOut")


@dataclass(frozen=True)
class Reply(Generic[PayloadOut]):
    """The answer to one request."""

    payload: PayloadOut
    correlation_id: str
    #: Always the same for the same request, however often it is delivered.
    event_id: str | None


@dataclass(frozen=True)
class Ids:
    """Those that the caller chose, and where it is in a trace."""

    correlation_id: str | None
    event_id: str | None
    session_id: str | None
    traceparent: str | None


@dataclass
class Question:
    """A request, ready to be sent, and what came back."""

    operation: AnyOperation
    correlation_id: str
    value: bytes
    headers: list[tuple[str, bytes]]
    timeout: float
    #: Called once something came back.
    wake: Callable[[], object]
    reply: RawReply | None = None
    dead_letter: DeadLetteredError | None = None

    def answer(self, response: type[Answered]) -> Reply[Answered]:
        """The reply, or the error that it is, or why there is none."""
        reply = self.reply
        if reply is None:
            raise self.dead_letter or ReplyTimeoutError(self.operation.name, self.correlation_id, self.timeout)
        if reply.error is not None:
            error = reply.error
            raise RequestRefusedError(
                error["code"], error["message"], error["details"], reply.correlation_id, reply.payload
            )
        try:
            payload = response.model_validate(reply.payload)
        except ValidationError as fault:
            raise UnexpectedReplyError(self.operation.name, reply.correlation_id, reply.payload) from fault
        return Reply(payload, reply.correlation_id, reply.event_id)


@dataclass
class Questions:
    """All that is asked and not answered yet."""

    service: str
    operations: Sequence[AnyOperation]
    ended: bool = False
    _open: dict[str, list[Question]] = field(default_factory=dict)

    def topics_on(self, existing: set[str]) -> list[str]:
        """Where replies and dead letters come from, as far as the broker has it."""
        missing = [operation.response_topic for operation in self.operations if operation.response_topic not in existing]
        if missing:
            raise MissingTopicsError(missing)
        topics = {topic for one in self.operations for topic in (one.response_topic, one.dead_letter_topic)}
        return sorted(topics & existing)

    def put(
        self,
        operation: AnyOperation,
        request: RequestPayload,
        wake: Callable[[], object],
        timeout: float,
        ids: Ids,
    ) -> Question:
        if self.ended:
            raise ClientClosedError
        if operation not in self.operations:
            raise ValueError(f"the client was not opened for {operation.name}")
        correlation_id = str(uuid4()) if ids.correlation_id is None else ids.correlation_id
        payload = request.as_payload()
        if ids.session_id is not None:
            payload["session_id"] = ids.session_id
        envelope = self._envelope(operation, correlation_id, ids.event_id, payload)
        headers = [] if ids.traceparent is None else [("traceparent", ids.traceparent.encode())]
        question = Question(operation, correlation_id, json.dumps(envelope).encode(), headers, timeout, wake)
        self._open.setdefault(comparable(correlation_id), []).append(question)
        return question

    def forget(self, question: Question) -> None:
        """Must be called when the wait is over, however it ended."""
        key = comparable(question.correlation_id)
        waiting = [other for other in self._open.get(key, []) if other is not question]
        if waiting:
            self._open[key] = waiting
        else:
            self._open.pop(key, None)

    def receive(self, record: Record) -> None:
        """Passes over what nobody waits for."""
        reply = reply_in(record) if record.topic in {one.response_topic for one in self.operations} else None
        letter = dead_letter_in(record) if reply is None else None
        found = reply or letter
        if found is None:
            return
        for question in self._waiting_for(found.correlation_id, record.topic):
            question.reply = question.reply or reply
            question.dead_letter = question.dead_letter or letter
            question.wake()

    def end(self) -> None:
        """Nothing will be received any more."""
        self.ended = True
        for waiting in self._open.values():
            for question in waiting:
                question.wake()

    def _waiting_for(self, correlation_id: str, topic: str) -> list[Question]:
        waiting = [
            question
            for question in self._open.get(comparable(correlation_id), [])
            if topic in (question.operation.response_topic, question.operation.dead_letter_topic)
        ]
        exact = [question for question in waiting if question.correlation_id == correlation_id]
        return exact or waiting

    def _envelope(
        self, operation: AnyOperation, correlation_id: str, event_id: str | None, payload: dict[str, Any]
    ) -> dict[str, Any]:
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "event_id": str(uuid4()) if event_id is None else event_id,
            "event_type": operation.request_topic,
            "correlation_id": correlation_id,
            "causation_id": None,
            "timestamp": now,
            "version": "1.0.0",
            "source": {"service": self.service, "instance_id": self.service, "hostname": socket.gethostname()},
            "metadata": {},
            "payload": payload,
        }

