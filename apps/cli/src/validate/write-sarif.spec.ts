import { RULES } from '../intelligence';
import { unchecked } from './file-report';
import { checked, issue, written } from './report.fixture';
import { writeSarif } from './write-sarif';

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
  readonly results: readonly Record<string, unknown>[];
  readonly invocations: readonly Record<string, unknown>[];
}

async function runOf(
  ...args: [reports: Parameters<typeof written>[1], settings?: Parameters<typeof written>[2]]
): Promise<Run> {
  const log = JSON.parse(await written(writeSarif, ...args)) as { version: string; runs: Run[] };
  expect(log).toMatchObject({
    version: '2.1.0',
    $schema: expect.stringMatching(/sarif-schema-2\.1\.0\.json$/) as string,
  });
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

describe('the SARIF log', () => {
  it('describes every rule: what it is, what to do, how severe it is', async () => {
    const { tool } = await runOf([]);
    expect(tool.driver).toMatchObject({
      name: 'omni',
      semanticVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    });
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const [index, rule] of tool.driver.rules.entries()) {
      const { title, hint, source, dimension, severity } = RULES[index]!;
      expect(rule).toMatchObject({ shortDescription: { text: title }, help: { text: hint } });
      expect(rule).toMatchObject({ properties: { dimension, source } });
      const level = { error: 'error', warning: 'warning', info: 'note' } as const;
      const asked = severity.imperative;
      expect(rule['defaultConfiguration']).toEqual(asked === 'off' ? { enabled: false } : { level: level[asked] });
    }
  });

  it('has a result for each issue, with its rule, level and region', async () => {
    const { results, tool } = await runOf([
      checked('src/a b.py', 'x = y\n', [
        issue({ column: 5, end_column: 6 }),
        issue({ code: 'STR-006', severity: 'info' }),
      ]),
      checked('b.py', ''),
      checked('c.py', 'z', [issue({ severity: 'warning', message: 'set {x}' })]),
    ]);
    expect(results.map(({ level }) => level)).toEqual(['error', 'note', 'warning']);
    expect(results[0]).toMatchObject({
      ruleId: 'SEM-001',
      message: { text: 'Undefined name `x`' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/a%20b.py', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 5, endLine: 1, endColumn: 6 },
          },
        },
      ],
      partialFingerprints: { 'ruleAndLine/v1': expect.stringMatching(/^[0-9a-f]{32}:1$/) as string },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex as number]?.['id']).toBe(ruleId);
    expect(results[2]).toMatchObject({ message: { text: 'set {{x}}' } });
  });

  it('counts columns in UTF-16 units and says so', async () => {
    expect(await runOf([])).toMatchObject({ columnKind: 'utf16CodeUnits' });
  });

  it('names what could not be checked, and that the run was not a full success', async () => {
    const { invocations, results } = await runOf([unchecked('a.py', 'invalid_utf8', 'it is not UTF-8')]);
    expect(results).toEqual([]);
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          {
            level: 'error',
            descriptor: { id: 'invalid_utf8' },
            message: { text: 'it is not UTF-8' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'a.py' } } }],
          },
        ],
      },
    ]);
  });

  it('is a success with findings too, and names files below the minimum score', async () => {
    const settings = { threshold: { failOn: 'error', minScore: 0.9 } } as const;
    const { invocations } = await runOf([checked('a.py', 'x', [issue()])], settings);
    expect(invocations).toMatchObject([
      {
        executionSuccessful: true,
        exitCode: 1,
        toolExecutionNotifications: [{ descriptor: { id: 'below_min_score' } }],
      },
    ]);
  });
});
