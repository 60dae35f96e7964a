import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { integer, list, oneOf, optional, postgresUrl, secret, text, withDefault } from './parsers';
import {
  ConfigError,
  dependent,
  group,
  isSet,
  mapped,
  readConfig,
  unused,
  variable,
  type ConfigSpec,
} from './read-config';

const spec = group({
  port: variable('PORT', withDefault(integer({ min: 1, max: 65_535 }), 8053)),
  mode: variable('MODE', oneOf(['fast', 'safe'])),
  database: group({
    url: variable('DATABASE_URL', postgresUrl()),
    password: variable('DATABASE_PASSWORD', optional(secret())),
  }),
});

function problemsOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('readConfig', () => {
  it('gives one typed object with defaults for what is unset', () => {
    expect(readConfig(spec, { MODE: 'safe', DATABASE_URL: 'postgres://u:p@h/d' })).toEqual({
      port: 8053,
      mode: 'safe',
      database: { url: 'postgres://u:p@h/d', password: undefined },
    });
  });

  it('names every bad variable in one error, however deep it sits', () => {
    const message = problemsOf(() => readConfig(spec, { PORT: '70000', DATABASE_URL: 'mysql://h/d' }));
    expect(message).toBe(
      'The settings are wrong: PORT must be an integer from 1 to 65535, got "70000"; ' +
        'MODE must be one of fast, safe, got nothing; ' +
        'DATABASE_URL must be a URL like postgresql://host:5432/database, got (hidden)',
    );
  });

  it('takes a blank variable for an unset one', () => {
    expect(readConfig(variable('PORT', withDefault(integer({ min: 1, max: 9 }), 7)), { PORT: '  ' })).toBe(7);
  });

  describe('of a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'read-config-'));
    const file = (name: string, content: string): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    afterAll(() => rmSync(folder, { recursive: true }));
    const password = variable('PASSWORD', optional(secret()));

    it('takes what NAME_FILE names, but for the line break at its end', () => {
      const read = (content: string) => readConfig(password, { PASSWORD_FILE: file('password', content) });
      expect(['hunter2', 'hunter2\n', 'hunter2\r\n', ' a\n\n'].map(read)).toEqual([
        'hunter2',
        'hunter2',
        'hunter2',
        ' a\n',
      ]);
    });

    it('counts it as set', () => {
      expect(isSet({ PASSWORD_FILE: '/run/secrets/password' }, 'PASSWORD')).toBe(true);
      expect(isSet({ PASSWORD_FILE: ' ' }, 'PASSWORD')).toBe(false);
    });

    it.each([
      ['that is not there', () => ({ PASSWORD_FILE: join(folder, 'nothing') }), 'the path of a readable file'],
      ['that is empty', () => ({ PASSWORD_FILE: file('empty', '\n') }), 'the path of a readable file'],
      [
        'beside the value',
        () => ({ PASSWORD: 'hunter2', PASSWORD_FILE: file('p', 'hunter3') }),
        'unset, because PASSWORD is set',
      ],
    ])('refuses one %s, by its own name', (_what, env, expected) => {
      const message = problemsOf(() => readConfig(password, env()));
      expect(message).toContain(`PASSWORD_FILE must be ${expected}`);
      expect(message).not.toContain('hunter');
    });

    it('hides what a file says where it is refused', () => {
      const env = { MODE: 'safe', DATABASE_URL_FILE: file('url', 'pg://me:hunter2@h/d') };
      expect(problemsOf(() => readConfig(spec, env))).toContain('DATABASE_URL must be a URL like');
      expect(problemsOf(() => readConfig(spec, env))).not.toContain('hunter2');
    });
  });

  it.each([
    ['a URL with a password', variable('DATABASE_URL', postgresUrl()), { DATABASE_URL: 'pg://me:hunter2@host/db' }],
    ['credentials in the wrong variable', variable('PORT', integer({ min: 1, max: 9 })), { PORT: 'me:hunter2@host' }],
    ['a list of secrets', variable('KEYS', refusing(list(secret()))), { KEYS: 'hunter2,hunter2' }],
  ] satisfies [string, ConfigSpec<unknown>, Record<string, string>][])('never shows %s', (_what, bad, env) => {
    const message = problemsOf(() => readConfig<unknown>(bad, env));
    expect(message).toContain(Object.keys(env)[0]);
    expect(message).not.toContain('hunter2');
  });

  it('keeps what was got on one short line', () => {
    const message = problemsOf(() => readConfig(variable('A', oneOf(['x'])), { A: `b\nPORT: fine${'z'.repeat(999)}` }));
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(150);
  });

  it('reads what depends on a first value, and refuses what then has no effect', () => {
    const either = dependent(variable('MODE', oneOf(['on', 'off'])), (mode): ConfigSpec<string | undefined> =>
      mode === 'on' ? variable('KEY', text()) : unused(['KEY'], 'MODE is off'),
    );
    expect(readConfig(either, { MODE: 'on', KEY: 'k' })).toBe('k');
    expect(readConfig(either, { MODE: 'off' })).toBeUndefined();
    const message = problemsOf(() => readConfig(either, { MODE: 'off', KEY: 'k' }));
    expect(message).toContain('KEY must be unset, because MODE is off, got a value');
  });

  it('serves as the validate function of the Nest config module', async () => {
    const validate = (env: Record<string, string | undefined>) => ({
      bus: readConfig(
        mapped(variable('A_SETTING_OF_THIS_TEST', withDefault(text(), 'x')), (a) => ({ a })),
        env,
      ),
    });
    const imports = [ConfigModule.forRoot({ ignoreEnvFile: true, validate })];
    const module = await Test.createTestingModule({ imports }).compile();
    expect(module.get(ConfigService).get('bus')).toEqual({ a: 'x' });
  });
});

function refusing<T>(parser: ReturnType<typeof list<T>>) {
  return { ...parser, parse: () => undefined };
}
