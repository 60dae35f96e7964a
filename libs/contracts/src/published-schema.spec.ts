import Ajv2020 from 'ajv/dist/2020';
import { CATALOG } from './contracts';
import { checkOf } from './checks';
import { PAYLOAD_CLASSES } from './contracts';
import { REQUEST_PAYLOADS } from './operations';
import type { JsonObject } from './json';
import { BatchStampResponse } from './operations/batch_stamp/payloads';
import { StampRequest } from './operations/stamp/payloads';
import { MixinRequest } from './operations/mixin/payloads';
import { ServiceStartedPayload } from './payloads/hooks/service-lifecycle';
import { publishedSchema } from './published-schema';
import { schemaDefinitions } from './schemas';

const definitions = schemaDefinitions();
const ajv = new Ajv2020({ strict: true, strictTypes: false });

describe('a published schema', () => {
  it('says which members may be left out, and what they are then', () => {
    const { properties, required } = publishedSchema(StampRequest);
    expect(required).toEqual(['content']);
    expect(properties).toMatchObject({ namespace: { default: 'default' }, content_type: { default: 'text/plain' } });
    expect(publishedSchema(MixinRequest)).toMatchObject({ properties: { existing_mixins: { default: [] } } });
  });

  it('has the definitions it needs, those of definitions too, and no others', () => {
    const names = (payload: new () => object) => Object.keys(publishedSchema(payload)['$defs'] ?? {});
    expect(names(BatchStampResponse)).toEqual(['BatchStampItem', 'ErrorBody']);
    expect(names(ServiceStartedPayload)).toEqual(['ServiceInfo', 'StartupInfo', 'StartupStep']);
    expect(publishedSchema(StampRequest)).not.toHaveProperty('$defs');
  });

  it('takes a member named as a keyword for a member', () => {
    const { $defs } = publishedSchema(ServiceStartedPayload) as { readonly $defs: Record<string, JsonObject> };
    expect($defs['ServiceInfo']).toMatchObject({ properties: { type: { type: 'string' } } });
  });

  it('is refused for a class without rules', () => {
    expect(() => publishedSchema(class Unknown {})).toThrow('no rules are known for Unknown');
  });

  it.each(PAYLOAD_CLASSES.map((payload) => [payload.name, payload] as const))(
    'of %s is valid, and agrees with the check of whatever has no member left out',
    (_, payload) => {
      const conforms = ajv.compile(publishedSchema(payload));
      for (const { sample, invalid } of CATALOG.filter((entry) => entry.payload === payload)) {
        const candidates = [sample, ...invalid.map((wrong) => wrong.payload)];
        for (const candidate of candidates) {
          const whole = Object.assign(new payload(), candidate);
          const expected = checkOf(payload)(JSON.parse(JSON.stringify(whole))).length === 0;
          expect({ candidate, accepted: conforms(candidate) }).toEqual({ candidate, accepted: expected });
        }
      }
    },
  );

  it.each(Object.values(REQUEST_PAYLOADS).map((payload) => [payload.name, payload] as const))(
    'of %s has the members that handlers get, and demands none that has a default',
    (_, payload) => {
      const published = publishedSchema(payload);
      const { properties } = definitions[payload.name] as { readonly properties: object };
      expect(Object.keys(published['properties'] as object)).toEqual(Object.keys(properties));
      const { sample } = CATALOG.find((entry) => entry.payload === payload) ?? { sample: {} };
      const defaulted = new Set(Object.keys(JSON.parse(JSON.stringify(new payload())) as object));
      const least = Object.entries(sample).filter(([name]) => !defaulted.has(name));
      expect(ajv.validate(published, Object.fromEntries(least))).toBe(true);
    },
  );
});
