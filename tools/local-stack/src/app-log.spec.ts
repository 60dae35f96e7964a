import { consoleLine } from './app-log';

describe("what the console shows of a service's log", () => {
  it.each([
    ['an information', '{"level":30,"msg":"ready"}'],
    ['an information with its level as a word', '{"level":"info","msg":"ready"}'],
    ['an empty line', ''],
  ])('is nothing of %s', (_, line) => {
    expect(consoleLine(line)).toBeUndefined();
  });

  it.each([
    ['{"level":40,"message":"slow"}', 'warn: slow'],
    ['{"level":"error","msg":"lost","err":{"message":"connection refused"}}', 'error: lost, connection refused'],
    ['{"level":60,"msg":"boom","err":{"message":"boom"}}', 'fatal: boom'],
    [
      '{"level":"warn","message":"dead-lettered","code":"invalid_payload","topic":"a.b","offset":"7"}',
      'warn: dead-lettered, invalid_payload, a.b',
    ],
    ['SyntaxError: Unexpected token', 'SyntaxError: Unexpected token'],
  ])('is %s, readable', (line, shown) => {
    expect(consoleLine(line)).toBe(shown);
  });
});
