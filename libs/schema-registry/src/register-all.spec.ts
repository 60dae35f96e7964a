import { setImmediate as turn } from 'node:timers/promises';
import { answeringServers, type Answer, type Asked } from '../spec/answering-server';
import { registerAll } from './register-all';
import { SchemaRegistryClient } from './registry-client';

const listen = answeringServers();
const absent: Answer = { status: 404, body: { error_code: 40401, message: 'not found' } };
const schemas = Array.from({ length: 20 }, (_, at) => ({ subject: `s${at}`, schema: { title: `${at}` } }));

/** A registry that knows the even subjects and refuses every fifth. */
function partly({ path }: Asked): Answer {
  const at = Number(/s(\d+)/.exec(path)?.[1]);
  if (at % 5 === 4) return { status: 422, body: { error_code: 42201, message: 'unreadable' } };
  return path.endsWith('/versions') || at % 2 === 0 ? { body: { id: at + 100 } } : absent;
}

function recordedLog() {
  const lines: [string, object][] = [];
  const log = {
    info: (facts: object, message: string) => void lines.push([message, facts]),
    warn: (facts: object, message: string) => void lines.push([message, facts]),
  };
  return { lines, log };
}

describe('registering all schemas', () => {
  it('says of each, in order, whether it is new, known or refused', async () => {
    const { url } = await listen(partly);
    const { lines, log } = recordedLog();
    const registrations = await registerAll(new SchemaRegistryClient({ url }), schemas, log);
    expect(registrations.slice(0, 6)).toEqual([
      { subject: 's0', outcome: 'unchanged', id: 100 },
      { subject: 's1', outcome: 'created', id: 101 },
      { subject: 's2', outcome: 'unchanged', id: 102 },
      { subject: 's3', outcome: 'created', id: 103 },
      {
        subject: 's4',
        outcome: 'refused',
        code: 'schema_invalid',
        message: 'looking up s4: unreadable (HTTP 422, error code 42201)',
      },
      { subject: 's5', outcome: 'created', id: 105 },
    ]);
    expect(registrations).toHaveLength(20);
    expect(lines).toHaveLength(20);
    expect(lines).toContainEqual(['schema registered', { subject: 's1', schema_id: 101, outcome: 'created' }]);
    expect(lines).toContainEqual([
      'the registry refuses a schema',
      expect.objectContaining({ subject: 's4', code: 'schema_invalid' }),
    ]);
  });

  it('asks four questions at a time', async () => {
    let open = 0;
    let most = 0;
    const { url } = await listen(async (asked) => {
      most = Math.max(most, ++open);
      for (let turns = 0; turns < 20; turns++) await turn();
      open--;
      return partly(asked);
    });
    await registerAll(new SchemaRegistryClient({ url }), schemas, recordedLog().log);
    expect(most).toBe(4);
  });

  it.each([
    ['is too busy', { status: 503 }],
    ['breaks off', undefined],
  ])('ends early when the registry %s, and finds what was done when it is done again', async (_how, failure) => {
    let broken = true;
    const { url, asked } = await listen((question, response) => {
      if (!broken || asked.length < 6) return partly(question);
      if (failure === undefined) return void response.destroy();
      return failure;
    });
    const client = new SchemaRegistryClient({ url });
    const { lines, log } = recordedLog();
    await expect(registerAll(client, schemas, log)).rejects.toMatchObject({ transient: true });
    expect(asked.length).toBeLessThan(12);
    expect(lines.length).toBeLessThan(6);
    broken = false;
    expect(await registerAll(client, schemas, log)).toHaveLength(20);
  });

  it('has nothing to do without schemas', async () => {
    expect(await registerAll(new SchemaRegistryClient({ url: 'http://127.0.0.1:1' }), [], recordedLog().log)).toEqual(
      [],
    );
  });
});
