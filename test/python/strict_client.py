"""Asks with one client library and one compression, and accepts the answers with strict models.

usage: strict_client.py BOOTSTRAP aiokafka|confluent none|gzip|snappy|lz4|zstd

Prints one JSON line for each accepted answer; a refused or missing one ends it with a traceback.
"""

import asyncio
import json
import sys
import time

import omniclaude_messages
import guide_messages
from question import Question, correlation_of

DEADLINE_SECONDS = 40


def questions() -> list[Question]:
    return [*guide_messages.questions(), omniclaude_messages.analyze_question()]


def accept(
    open_questions: dict[str, Question], client: str, codec: str, key: bytes | None, value: bytes | None
) -> None:
    question = open_questions.pop(correlation_of(value) or "", None)
    if question is not None:
        assert key == question.correlation_id.encode(), key
        question.accept(value or b"")
        print(json.dumps({"client": client, "codec": codec, "topic": question.reply_topic}), flush=True)


async def ask_with_aiokafka(bootstrap: str, codec: str) -> None:
    from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

    asked = questions()
    open_questions = {question.correlation_id: question for question in asked}
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks=1, compression_type=None if codec == "none" else codec, linger_ms=10
    )
    await consumer.start()
    await producer.start()
    try:
        topics = sorted({question.reply_topic for question in asked})
        known = await producer.client.fetch_all_metadata()
        parts = [TopicPartition(t, p) for t in topics for p in known.partitions_for_topic(t)]
        consumer.assign(parts)
        await consumer.seek_to_end(*parts)
        for part in parts:
            await consumer.position(part)
        for question in asked:
            key = question.key.encode() if question.key else None
            await producer.send_and_wait(question.topic, key=key, value=question.value)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while open_questions:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no answer for {sorted(open_questions)}")
            for records in (await consumer.getmany(timeout_ms=200)).values():
                for record in records:
                    accept(open_questions, "aiokafka", codec, record.key, record.value)
    finally:
        await producer.stop()
        await consumer.stop()


def ask_with_confluent(bootstrap: str, codec: str) -> None:
    from confluent_kafka import Consumer, Producer, TopicPartition

    asked = questions()
    open_questions = {question.correlation_id: question for question in asked}
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": asked[0].correlation_id, "enable.auto.commit": False})
    producer = Producer({"bootstrap.servers": bootstrap, "compression.type": codec, "linger.ms": 10})
    known = consumer.list_topics(timeout=10).topics
    parts = [TopicPartition(t, p) for t in {q.reply_topic for q in asked} for p in known[t].partitions]
    for part in parts:
        _, part.offset = consumer.get_watermark_offsets(part, timeout=10)
    consumer.assign(parts)
    for question in asked:
        producer.produce(question.topic, key=question.key, value=question.value)
    producer.flush(10)
    deadline = time.monotonic() + DEADLINE_SECONDS
    while open_questions:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no answer for {sorted(open_questions)}")
        record = consumer.poll(0.2)
        if record is not None and record.error() is None:
            accept(open_questions, "confluent", codec, record.key(), record.value())
    consumer.close()


def main() -> None:
    bootstrap, client, codec = sys.argv[1:]
    if client == "aiokafka":
        asyncio.run(ask_with_aiokafka(bootstrap, codec))
    else:
        ask_with_confluent(bootstrap, codec)


main()
