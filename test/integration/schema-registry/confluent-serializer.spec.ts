import { randomUUID } from 'node:crypto';
import { frame, unframe } from '#contracts';
import { SchemaRegistryClient, subjectOf, type JsonSchema } from '#schema-registry';
import { confluentClient, findConfluentPython, leaveOut } from './confluent-client';
import { onRegistry } from './on-registry';

const schema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'StampRequest',
  type: 'object',
  properties: { content: { type: 'string' }, version: { type: 'integer' } },
  required: ['content'],
};
const value = { content: 'Grüße ✓ \u0000', version: 1 };

const python = findConfluentPython();

if (python === undefined) leaveOut("Confluent's serializers are");
else {
  onRegistry("beside Confluent's own client", ({ url }) => {
    const newTopic = (): string => `omninode.test.request.t${randomUUID()}.v1`;

    it('reads what its serializer writes, and knows the schema it registered', async () => {
      const topic = newTopic();
      const args = ['serialize', 'json', url(), topic, JSON.stringify(schema), JSON.stringify(value)];
      const framed = unframe(Buffer.from(await confluentClient(python, args), 'hex'));
      expect(JSON.parse(framed?.body.toString('utf8') ?? '')).toEqual(value);
      const client = new SchemaRegistryClient({ url: url() });
      expect(await client.schemaById(framed?.schemaId ?? 0)).toEqual(schema);
      expect(await client.register(subjectOf(topic), schema)).toBe(framed?.schemaId);
    });

    it('writes what its deserializer reads', async () => {
      const topic = newTopic();
      const id = await new SchemaRegistryClient({ url: url() }).register(subjectOf(topic), schema);
      const message = frame(id, Buffer.from(JSON.stringify(value)));
      const read = await confluentClient(python, ['deserialize', 'json', url(), topic, message.toString('hex')]);
      expect(JSON.parse(read)).toEqual(value);
    });
  });
}
