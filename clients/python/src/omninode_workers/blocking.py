"""The client for threads, on confluent-kafka (`pip install omninode-workers-client[confluent]`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

from ._asking import DEAD_LETTER_GRACE, TIMEOUT, AnyOperation, Ids, Question, Questions, Reply
from ._operation import Answered, Asked, Operation
from .errors import ClientClosedError
from .replies import Record, texts_of

#: Seconds that the broker is waited for when the client starts.
_BROKER_TIMEOUT = 10.0
_POLL = 0.1


class Client:
    """Asks workers and waits for their answers, from as many threads as you like.

    When it has started, its position on every response topic is fixed: no reply is missed, however soon it comes.
    `settings` are librdkafka's besides: security, SASL, `client.id`.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        operations: Sequence[AnyOperation],
        *,
        service: str = "workers-client",
        settings: dict[str, Any] | None = None,
    ) -> None:
        self._questions = Questions(service, operations)
        self._lock = threading.Lock()
        self._connection = {**(settings or {}), "bootstrap.servers": bootstrap_servers}
        # It never joins the group, but a consumer has to name one.
        group = {"group.id": f"{service}-{uuid4()}", "enable.auto.commit": False}
        self._consumer = Consumer({**self._connection, **group})
        self._producer = Producer({**self._connection, "compression.type": "gzip"})
        self._reading = threading.Thread(target=self._read, name="omninode-workers", daemon=True)

    def start(self) -> None:
        """Raises `MissingTopicsError` where there is nothing to read replies from, else what confluent-kafka raises."""
        known = self._consumer.list_topics(timeout=_BROKER_TIMEOUT).topics
        topics = self._questions.topics_on(set(known))
        partitions = [TopicPartition(topic, number) for topic in topics for number in known[topic].partitions]
        for partition in partitions:
            # Asked for now: `OFFSET_END` is looked up with the first fetch, which is too late.
            _, partition.offset = self._consumer.get_watermark_offsets(partition, timeout=_BROKER_TIMEOUT)
        self._consumer.assign(partitions)
        self._reading.start()

    def close(self) -> None:
        """Who still waits is told with `ClientClosedError`."""
        with self._lock:
            self._questions.end()
        if self._reading.ident is not None:
            self._reading.join()
        self._producer.flush(_BROKER_TIMEOUT)
        self._consumer.close()

    def __enter__(self) -> Client:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
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
        `ClientClosedError`, or `KafkaException` where the request could not be sent.
        """
        came = threading.Event()
        with self._lock:
            ids = Ids(correlation_id, event_id, session_id, traceparent)
            question = self._questions.put(operation, request, came.set, timeout, ids)
        try:
            self._send_and_wait(question, came)
            return question.answer(operation.response)
        finally:
            with self._lock:
                self._questions.forget(question)

    def _send_and_wait(self, question: Question, came: threading.Event) -> None:
        failures: list[KafkaError] = []

        def delivered(error: KafkaError | None, _: Message) -> None:
            if error is not None:
                failures.append(error)
                came.set()

        deadline = time.monotonic() + question.timeout
        key = question.correlation_id.encode()
        topic, value, headers = question.operation.request_topic, question.value, question.headers
        self._producer.produce(topic, value, key, headers=headers, on_delivery=delivered)
        while question.reply is None:
            left = deadline - time.monotonic()
            if not came.wait(left if question.dead_letter is None else min(left, DEAD_LETTER_GRACE)):
                return
            came.clear()
            if failures:
                raise KafkaException(failures[0])
            if self._questions.ended and question.reply is None:
                raise ClientClosedError

    def _read(self) -> None:
        try:
            while not self._questions.ended:
                self._read_one(self._consumer.poll(_POLL))
                # Tells of what was sent.
                self._producer.poll(0)
        finally:
            with self._lock:
                self._questions.end()

    def _read_one(self, record: Message | None) -> None:
        # An error here is the connection's, which librdkafka mends by itself.
        if record is None or record.error() is not None:
            return
        headers = texts_of(record.headers())
        place = (record.topic() or "", record.partition() or 0, record.offset() or 0)
        with self._lock:
            self._questions.receive(Record(*place, record.key(), record.value(), headers))
