"""The client for asyncio, on aiokafka (`pip install omninode-workers-client[aio]`)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from ._asking import DEAD_LETTER_GRACE, TIMEOUT, AnyOperation, Ids, Question, Questions, Reply
from ._operation import Answered, Asked, Operation
from .errors import ClientClosedError
from .replies import Record, texts_of


class Client:
    """Asks workers and awaits their answers, many at once.

    When it has started, its position on every response topic is fixed: no reply is missed, however soon it comes.
    `connection` is what aiokafka takes besides: security, SASL, `client_id`.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        operations: Sequence[AnyOperation],
        *,
        service: str = "workers-client",
        **connection: Any,
    ) -> None:
        self._questions = Questions(service, operations)
        self._consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, enable_auto_commit=False, **connection)
        self._producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, compression_type="gzip", **connection)
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Raises `MissingTopicsError` where there is nothing to read replies from, else what aiokafka raises."""
        try:
            await self._consumer.start()
            await self._producer.start()
            known = await self._producer.client.fetch_all_metadata()
            topics = self._questions.topics_on(set(known.topics()))
            partitions = [TopicPartition(topic, n) for topic in topics for n in known.partitions_for_topic(topic)]
            self._consumer.assign(partitions)
            # Sought with numbers: `seek_to_end` alone is carried out with the first fetch, which is too late.
            for partition, end in (await self._consumer.end_offsets(partitions)).items():
                self._consumer.seek(partition, end)
        except BaseException:
            await self.close()
            raise
        self._reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Who still waits is told with `ClientClosedError`."""
        self._questions.end()
        if self._reading is not None:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading
        await self._producer.stop()
        await self._consumer.stop()

    async def __aenter__(self) -> Client:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def ask(
        self,
        operation: Operation[Asked, Answered],
        request: Asked,
        *,
        timeout: float = TIMEOUT,
        correlation_id: str | None = None,
        event_id: str | None = None,
        session_id: str | None = None,
        traceparent: str | None = None,
    ) -> Reply[Answered]:
        """The answer. `timeout` is in seconds; ids are new UUIDs where none are given.

        `traceparent` says where the caller is in a trace (W3C Trace Context): what the worker does is part of it.

        Raises `RequestRefusedError`, `DeadLetteredError`, `ReplyTimeoutError`, `UnexpectedReplyError`,
        `ClientClosedError`, or what aiokafka raises where the request could not be sent.
        """
        came = asyncio.Event()
        ids = Ids(correlation_id, event_id, session_id, traceparent)
        question = self._questions.put(operation, request, came.set, timeout, ids)
        try:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._send_and_wait(question, came), timeout)
            return question.answer(operation.response)
        finally:
            self._questions.forget(question)

    async def _send_and_wait(self, question: Question, came: asyncio.Event) -> None:
        key, value, headers = question.correlation_id.encode(), question.value, question.headers
        await self._producer.send_and_wait(question.operation.request_topic, key=key, value=value, headers=headers)
        while question.reply is None:
            grace = None if question.dead_letter is None else DEAD_LETTER_GRACE
            await asyncio.wait_for(came.wait(), grace)
            came.clear()
            if self._questions.ended and question.reply is None:
                raise ClientClosedError

    async def _read(self) -> None:
        try:
            async for record in self._consumer:
                headers = texts_of(record.headers)
                place = (record.topic, record.partition, record.offset)
                self._questions.receive(Record(*place, record.key, record.value, headers))
        finally:
            self._questions.end()
