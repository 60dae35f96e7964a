"""aiokafka with manual commits, as its documentation has it: a batch is fetched, answered, and committed.

usage: aiokafka_batches.py BOOTSTRAP REQUEST_TOPIC REPLY_TOPIC GROUP
"""

import asyncio
import sys

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from echo import reply_to

MAX_RECORDS = 500
WAIT_MS = 500


async def main(bootstrap: str, request: str, reply: str, group: str) -> None:
    consumer = AIOKafkaConsumer(
        request,
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, compression_type="gzip"
    )
    async with consumer, producer:
        while True:
            batches = await consumer.getmany(timeout_ms=WAIT_MS, max_records=MAX_RECORDS)
            records = [record for batch in batches.values() for record in batch]
            sent = [await producer.send(reply, reply_to(record.value), record.key) for record in records]
            await asyncio.gather(*sent)
            if records:
                await consumer.commit()


asyncio.run(main(*sys.argv[1:]))
