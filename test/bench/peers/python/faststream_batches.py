"""FastStream over aiokafka with a batch subscriber: what comes in is validated by the handler's type.

usage: faststream_batches.py BOOTSTRAP REQUEST_TOPIC REPLY_TOPIC GROUP
"""

import asyncio
import sys

from echo import Reply, Request
from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaPublishMessage

MAX_RECORDS = 500
# A batch of replies must fit: the default of 16 KiB does not hold 500 of them.
MAX_BATCH_BYTES = 1_048_576
WAIT_MS = 500

_, bootstrap, request_topic, reply_topic, group = sys.argv

broker = KafkaBroker(
    bootstrap, acks="all", enable_idempotence=True, compression_type="gzip", max_batch_size=MAX_BATCH_BYTES
)


@broker.subscriber(
    request_topic,
    batch=True,
    max_records=MAX_RECORDS,
    batch_timeout_ms=WAIT_MS,
    group_id=group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def echo(requests: list[Request]) -> None:
    replies = (
        KafkaPublishMessage(Reply(correlation_id=request.correlation_id), key=request.correlation_id.encode())
        for request in requests
    )
    await broker.publish_batch(*replies, topic=reply_topic)


asyncio.run(FastStream(broker).run())
