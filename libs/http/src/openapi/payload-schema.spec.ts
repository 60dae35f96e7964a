import Ajv from 'ajv';
import { OPERATION_DEFINITIONS, type OperationDefinition } from '#contracts';
import { payloadSchema } from './payload-schema';

const MESSAGES = (OPERATION_DEFINITIONS as readonly OperationDefinition[]).flatMap(({ name, request, response }) => [
  [`the request of ${name}`, request] as const,
  [`the response of ${name}`, response] as const,
]);

describe('the schema of a payload in an OpenAPI document', () => {
  const ajv = new Ajv({ strict: false });

  it.each(MESSAGES)('takes and refuses what %s may be', (_, { payload, sample, invalid }) => {
    const conforms = ajv.compile(payloadSchema(payload));
    expect(conforms(sample)).toBe(true);
    for (const { payload: bad } of invalid) expect([bad, conforms(bad)]).toEqual([bad, false]);
  });

  it.each(MESSAGES)('says nothing of %s that OpenAPI 3.0 has no word for', (_, { payload }) => {
    const text = JSON.stringify(payloadSchema(payload));
    expect(text).not.toMatch(/"(\$ref|\$defs|\$schema|const)":|"type":(\[|"null")/);
  });
});
