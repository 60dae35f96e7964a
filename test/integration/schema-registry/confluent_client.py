"""Confluent's own JSON serializer and deserializer, for one message.

serialize URL TOPIC SCHEMA VALUE   registers the schema, prints the message in hexadecimal
deserialize URL TOPIC HEX          asks the registry for the message's schema, prints the value as JSON
"""

import json
import sys

from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.serialization import MessageField, SerializationContext


def main(verb: str, url: str, topic: str, *rest: str) -> None:
    client = SchemaRegistryClient({"url": url})
    context = SerializationContext(topic, MessageField.VALUE)
    if verb == "serialize":
        schema, value = rest
        print(JSONSerializer(schema, client)(json.loads(value), context).hex())
    else:
        deserializer = JSONDeserializer(None, schema_registry_client=client)
        print(json.dumps(deserializer(bytes.fromhex(rest[0]), context)))


main(*sys.argv[1:])
