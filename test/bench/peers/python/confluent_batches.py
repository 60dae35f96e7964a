"""confluent-kafka: what has been fetched is consumed, its replies are produced and flushed, and then it is committed.

usage: confluent_batches.py BOOTSTRAP REQUEST_TOPIC REPLY_TOPIC GROUP
"""

import sys

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer
from echo import reply_to

MAX_RECORDS = 500
WAIT_SECONDS = 0.5


def delivered(error: KafkaError | None, _message: Message) -> None:
    if error is not None:
        raise KafkaException(error)


def main(bootstrap: str, request: str, reply: str, group: str) -> None:
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": group,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    producer = Producer(
        {"bootstrap.servers": bootstrap, "acks": "all", "enable.idempotence": True, "compression.type": "gzip"}
    )
    consumer.subscribe([request])
    while True:
        first = consumer.poll(WAIT_SECONDS)
        if first is None:
            continue
        # A time to wait would be waited for until there are so many.
        for record in [first, *consumer.consume(MAX_RECORDS - 1, 0)]:
            if record.error() is not None:
                raise KafkaException(record.error())
            producer.produce(reply, reply_to(record.value()), record.key(), on_delivery=delivered)
            producer.poll(0)
        producer.flush()
        consumer.commit(asynchronous=False)


main(*sys.argv[1:])
