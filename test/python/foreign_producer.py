"""Writes what other clients write and ours does not, and tells what librdkafka reads of it.

usage: foreign_producer.py BOOTSTRAP TOPIC null-header|many-headers|abort|abort-keyed|abort-interleaved
       foreign_producer.py BOOTSTRAP TOPIC batch none|gzip|snappy|lz4|zstd COUNT VALUE_BYTES [PREFIX SUFFIX]

Everything goes to partition 0. Prints one JSON line: the offsets that a read_committed consumer sees.
"""

import json
import sys
import time

from confluent_kafka import Consumer, Producer, TopicPartition

PARTITION = 0
DEADLINE_SECONDS = 40
DELIVERY_SECONDS = 200


def producer_of(bootstrap: str, **settings: object) -> Producer:
    names = {name.replace("_", "."): value for name, value in settings.items()}
    return Producer({"bootstrap.servers": bootstrap, "linger.ms": 5, **names})


def send(producer: Producer, topic: str, *values: str, key: bytes | None = None, headers: list | None = None) -> None:
    deliver(producer, [{"topic": topic, "value": value.encode(), "key": key, "headers": headers} for value in values])


def deliver(producer: Producer, records: list[dict[str, object]]) -> None:
    """Raises what the broker says of the first record that it has not taken."""
    errors: list[object] = []
    for record in records:
        producer.produce(**record, partition=PARTITION, on_delivery=lambda error, _: error and errors.append(error))
    undelivered = producer.flush(DELIVERY_SECONDS)
    if errors or undelivered:
        raise RuntimeError(f"{undelivered} undelivered, {len(errors)} refused: {errors[:1]}")


def transactional(bootstrap: str, topic: str, name: str) -> Producer:
    producer = producer_of(bootstrap, transactional_id=f"{topic}-{name}")
    producer.init_transactions(30)
    producer.begin_transaction()
    return producer


def abort(bootstrap: str, topic: str) -> None:
    one = transactional(bootstrap, topic, "one")
    send(one, topic, "1", "2", "3")
    one.abort_transaction(30)


def abort_keyed(bootstrap: str, topic: str) -> None:
    one = transactional(bootstrap, topic, "one")
    send(one, topic, "1")
    send(one, topic, "2", key=bytes(4))
    send(one, topic, "3", "4")
    one.abort_transaction(30)


def abort_interleaved(bootstrap: str, topic: str) -> None:
    first = transactional(bootstrap, topic, "first")
    send(first, topic, "a1", "a2", "a3")
    second = transactional(bootstrap, topic, "second")
    send(second, topic, "b1", "b2", "b3")
    second.abort_transaction(30)
    send(first, topic, "a4")
    first.abort_transaction(30)


def null_header(bootstrap: str, topic: str) -> None:
    send(producer_of(bootstrap), topic, "{}", headers=[("none", None), ("kept", b"1")])


def many_headers(bootstrap: str, topic: str) -> None:
    many = [(f"h{number}", b"v") for number in range(10_000)]
    send(producer_of(bootstrap), topic, "{}", headers=[("twice", b"1"), *many, ("twice", b"2")])


def batch(bootstrap: str, topic: str, codec: str, count: str, value_bytes: str, prefix: str = "", suffix: str = "") -> None:
    """All records in one batch, however much that is; `{n}` in the prefix is the record's number."""
    large = {"batch.size": 1_000_000_000, "message.max.bytes": 1_000_000_000, "queue.buffering.max.kbytes": 2_000_000}
    producer = Producer({"bootstrap.servers": bootstrap, "compression.type": codec, "linger.ms": 3_000, **large})
    texts = (prefix.replace("{n}", str(number)) + "a" * int(value_bytes) + suffix for number in range(int(count)))
    deliver(producer, [{"topic": topic, "value": text.encode()} for text in texts])


def seen(bootstrap: str, topic: str) -> list[int]:
    settings = {"group.id": f"{topic}-seen", "isolation.level": "read_committed", "enable.partition.eof": True}
    consumer = Consumer({"bootstrap.servers": bootstrap, "enable.auto.commit": False, **settings})
    consumer.assign([TopicPartition(topic, PARTITION, 0)])
    offsets: list[int] = []
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        record = consumer.poll(1)
        if record is not None and record.error() is not None:
            consumer.close()
            return offsets
        if record is not None:
            offsets.append(record.offset())
    raise TimeoutError(f"{topic} has no end")


def main() -> None:
    bootstrap, topic, case, *rest = sys.argv[1:]
    globals()[case.replace("-", "_")](bootstrap, topic, *rest)
    if case.startswith("abort"):
        send(producer_of(bootstrap), topic, "not aborted")
    # A topic of others is not read back.
    print(json.dumps([] if topic.startswith("omninode") else seen(bootstrap, topic)), flush=True)


main()
