"""Reads records as the Python client does.

Reads a JSON list of `{topic, key, value, headers}` from standard input, all texts. Prints what was read of each, as JSON.
"""

import json
import sys

from omninode_workers.replies import Record, reply_in


def read(record: dict) -> dict | None:
    key, value = record["key"].encode(), record["value"].encode()
    reply = reply_in(Record(record["topic"], 0, 0, key, value, record["headers"]))
    if reply is None:
        return None
    error = reply.error and {name: reply.error[name] for name in ("code", "message")}
    ids = {"correlationId": reply.correlation_id, "eventId": reply.event_id}
    return {**ids, "payload": reply.payload, "error": error}


print(json.dumps([read(record) for record in json.load(sys.stdin)]))
