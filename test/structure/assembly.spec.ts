import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

const SOURCES = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith('.ts') && !/\.(spec|fixture)\.ts$|\/spec\//.test(name)),
);

/** What all `main.ts` call. */
const MAIN = /\/(main|run-worker)\.ts$/;

function filesWith(pattern: RegExp): readonly string[] {
  return SOURCES.filter((name) =>
    pattern.test(readFileSync(join(ROOT, name), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '')),
  );
}

it('one library knows OpenTelemetry', () => {
  const knowing = filesWith(/@opentelemetry\//).filter((name) => !name.startsWith('libs/tracing/'));
  expect(knowing).toEqual([]);
});

describe('what Nest assembles', () => {
  it('are classes that name what they need: the arguments of a factory are checked by nobody', () => {
    expect(filesWith(/\binject:\s*\[|\buseFactory\b/)).toEqual([]);
  });

  it('is fetched from the container only where the process begins', () => {
    expect(
      filesWith(/\b(app|moduleRef)\s*\.\s*(get|resolve)\b|\bModuleRef\b/).filter((name) => !MAIN.test(name)),
    ).toEqual([]);
  });

  it('has no names besides classes and the options of module builders', () => {
    expect(filesWith(/\bprovide:\s*['"`]|\bInjectionToken\b/)).toEqual([]);
  });
});
