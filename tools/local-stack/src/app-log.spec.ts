import { consoleLine } from './app-log';

describe("what the console shows of a service's log", () => {
  it.each([
    ['an information', '{"level":30,"msg":"ready"}'],
    ['an information with its level as a word', '{"level":"info","msg":"ready"}'],
    ['an empty line', ''],
  ])('is nothing of %s', (_, line) => {
    expect(consoleLine('bridge', line)).toBeUndefined();
  });

  it.each([
    ['{"level":40,"message":"slow"}', '[bridge] warn: slow'],
    [
      '{"level":"error","msg":"lost","err":{"message":"connection refused"}}',
      '[bridge] error: lost, connection refused',
    ],
    ['{"level":60,"msg":"boom","err":{"message":"boom"}}', '[bridge] fatal: boom'],
    [
      '{"level":"warn","message":"dead-lettered","code":"invalid_payload","topic":"a.b","offset":"7"}',
      '[bridge] warn: dead-lettered, invalid_payload, a.b',
    ],
    ['SyntaxError: Unexpected token', '[bridge] SyntaxError: Unexpected token'],
  ])('is %s, readable', (line, shown) => {
    expect(consoleLine('bridge', line)).toBe(shown);
  });
});
