"""Confluent's own serializers and deserializers, for one message. FORMAT is json or avro.

serialize FORMAT URL TOPIC SCHEMA VALUE   registers the schema, prints the message in hexadecimal
deserialize FORMAT URL TOPIC HEX          asks the registry for the message's schema, prints the value as JSON
"""

import json
import sys

from confluent_kafka.schema_registry import SchemaRegistryClient, topic_record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.serialization import MessageField, SerializationContext


def main(verb: str, format: str, url: str, topic: str, *rest: str) -> None:
    client = SchemaRegistryClient({"url": url})
    context = SerializationContext(topic, MessageField.VALUE)
    # The topic's own subject may have a JSON Schema already, and a subject has one type.
    by_record = {"subject.name.strategy": topic_record_subject_name_strategy}
    if verb == "serialize":
        schema, value = rest
        serializer = (
            AvroSerializer(client, schema, conf=by_record) if format == "avro" else JSONSerializer(schema, client)
        )
        print(serializer(json.loads(value), context).hex())
    else:
        deserializer = (
            AvroDeserializer(client) if format == "avro" else JSONDeserializer(None, schema_registry_client=client)
        )
        print(json.dumps(deserializer(bytes.fromhex(rest[0]), context)))


main(*sys.argv[1:])
