import * as fc from 'fast-check';
import type { LogLevel } from '#config';
import { createLogger, type RootLogger } from './logger';

function logging(level: LogLevel = 'trace'): { logger: RootLogger; written: () => string; lines: () => Line[] } {
  let written = '';
  const destination = { write: (text: string) => void (written += text) };
  const logger = createLogger({ service: 'bridge', instance: 'bridge-1', level, destination });
  const lines = (): Line[] =>
    written
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
  return { logger, written: () => written, lines };
}

type Line = Record<string, unknown> & { error?: { message: string; stack?: string[]; cause?: Line['error'] } };

describe('a log line', () => {
  it('says when, how serious, who, what, and about which record', () => {
    const { logger, lines } = logging();
    logger.warn({ correlation_id: 'c-1', topic: 't', partition: 3, offset: '42' }, 'retrying');
    expect(lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: 'warn',
        service: 'bridge',
        instance: 'bridge-1',
        message: 'retrying',
        correlation_id: 'c-1',
        topic: 't',
        partition: 3,
        offset: '42',
      },
    ]);
  });

  it('is left out below the level', () => {
    const { logger, lines } = logging('warn');
    logger.info({}, 'quiet');
    logger.error({}, 'loud');
    expect(lines().map(({ message }) => message)).toEqual(['loud']);
  });

  it('that repeats a warning is left out, whatever is the same in it; what differs is not', () => {
    const { logger, lines } = logging();
    for (let second = 0; second < 5; second++) logger.warn({ error: 'refused' }, 'waiting');
    logger.warn({ error: 'timed out' }, 'waiting');
    for (let record = 0; record < 3; record++) logger.warn({ offset: String(record) }, 'dead-lettered');
    for (let second = 0; second < 2; second++) logger.info({}, 'tick');
    const written = ['waiting', 'waiting', 'dead-lettered', 'dead-lettered', 'dead-lettered', 'tick', 'tick'];
    expect(lines().map(({ message }) => message)).toEqual(written);
  });

  it('tells an error with its code, its causes and a trimmed stack', () => {
    const { logger, lines } = logging();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    logger.error({ error: new Error('could not connect', { cause }) }, 'no broker');
    const error = lines()[0]?.error;
    expect(error).toMatchObject({ message: 'could not connect', cause: { code: 'ECONNREFUSED', message: 'refused' } });
    expect(error?.stack?.length).toBeGreaterThan(0);
    expect(error?.stack?.length).toBeLessThanOrEqual(8);
  });

  it('survives an error that is its own cause, and anything else that can be thrown', () => {
    const { logger, lines } = logging();
    const circle = new Error('circle');
    circle.cause = circle;
    const many = new AggregateError([new Error('first address refused')]);
    [circle, many, 'a string', undefined, null, Object.create(null), Symbol('s')].forEach((error) =>
      logger.error({ error }, 'thrown'),
    );
    expect(lines()).toHaveLength(7);
    expect(lines()[1]?.error?.cause?.message).toBe('first address refused');
  });

  it('survives fields that cannot be read', () => {
    const { logger, lines } = logging();
    const odd = {
      get topic(): string {
        throw new Error('no');
      },
    };
    logger.info(odd, 'odd');
    expect(lines()).toHaveLength(1);
  });

  it('leaves payloads out and tells bytes by their number', () => {
    const { logger, written, lines } = logging();
    logger.info({ payload: { code: 'print(1)' }, content: 'print(1)', key: Buffer.from('print(1)') }, 'got');
    expect(written()).not.toContain('print');
    expect(lines()[0]).toMatchObject({ payload: '[omitted]', content: '[omitted]', key: '[8 bytes]' });
  });

  it('holds no secret, by form or by name, in the message, a field or a cause', () => {
    const { logger, written } = logging();
    const cause = new Error('postgres://u:hunter2@db refused');
    const error = Object.assign(new Error('password=hunter2', { cause }), { code: 'token=hunter2' });
    logger.error({ password: 'hunter2', nested: { api_key: 'hunter2' }, error }, 'url redis://:hunter2@cache');
    expect(written()).not.toContain('hunter2');
    expect(written()).toContain('db refused');
  });

  it('cannot be broken or forged by what people send', () => {
    const { logger, lines } = logging();
    const forged = 'x","level":"fatal"}\n{"level":"fatal","message":"forged\u2028\u0000\u001b[31m"}';
    logger.info(
      {
        topic: forged,
        [forged]: forged,
        level: 'fatal',
        service: 'other',
        error: new Error(forged),
      },
      forged,
    );
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatchObject({
      level: 'info',
      service: 'bridge',
      field_level: 'fatal',
      field_service: 'other',
    });
  });

  it('is one bounded line of JSON whatever strings come in', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 700 }), fc.string({ maxLength: 700 }));
    fc.assert(
      fc.property(text, text, fc.dictionary(text, fc.anything(), { maxKeys: 5 }), (message, topic, fields) => {
        const { logger, written, lines } = logging();
        logger.info({ ...fields, topic, error: new Error(message) }, message);
        expect(written().match(/[\n\r\u2028\u2029]/g)).toHaveLength(1);
        expect(lines()).toHaveLength(1);
        expect(lines()[0]).toMatchObject({ level: 'info', service: 'bridge', instance: 'bridge-1' });
        expect(String(lines()[0]?.['message']).length).toBeLessThanOrEqual(512);
        expect(String(lines()[0]?.['topic']).length).toBeLessThanOrEqual(512);
      }),
      { numRuns: 500 },
    );
  });

  it('follows a level that changes, children too', () => {
    const { logger, lines } = logging('warn');
    const child = logger.child({ topic: 't' });
    child.debug({}, 'too early');
    logger.level = 'debug';
    child.debug({}, 'shown');
    logger.level = 'error';
    logger.warn({}, 'too late');
    expect([logger.level, lines().map(({ message }) => message)]).toEqual(['error', ['shown']]);
  });

  it('repeats the fields of a child log, and a later value wins', () => {
    const { logger, lines, written } = logging();
    const child = logger.child({ topic: 't', partition: 1 }).child({ partition: 2 });
    child.info({ offset: '9' }, 'one');
    expect(lines()[0]).toMatchObject({ topic: 't', partition: 2, offset: '9' });
    expect(written().match(/"partition"/g)).toHaveLength(1);
  });
});
