import { answer, refusal, refuse, type Outcome, type Severity, type ValidationResult } from '#contracts';
import { checkFile } from './check-file';
import { ContractError } from './read-contracts';
import { checked, issue } from './report.fixture';
import type { Source } from './read-source';

const SOURCE: Source = { kind: 'source', path: 'src/a.py', text: 'x', language: 'python', filePath: 'src/a.py' };
const severities: readonly Severity[] = ['info', 'error', 'warning', 'error'];
const issues = severities.map((severity, index) => issue({ severity, line: index + 1 }));

async function check(outcome: Outcome<unknown>, more: Partial<Parameters<typeof checkFile>[1]> = {}) {
  const asked: unknown[] = [];
  const ask = (request: unknown) => {
    asked.push(request);
    return Promise.resolve(outcome as Outcome<ValidationResult>);
  };
  const question = { nodeType: 'effect', profile: 'declarative', type: 'syntax' } as const;
  const contractsOf = () => Promise.resolve([{ name: 'c' }]);
  return { asked, report: await checkFile(SOURCE, { ask, question, contractsOf, maxIssues: Infinity, ...more }) };
}

describe('a file', () => {
  it('is asked about as a worker would be', async () => {
    const { asked } = await check(answer(checked('a', 'x').result));
    const request = {
      code_content: 'x',
      file_path: 'src/a.py',
      language: 'python',
      validation_type: 'syntax',
      node_type: 'effect',
      profile: 'declarative',
      contracts: [{ name: 'c' }],
    };
    expect(asked).toEqual([request]);
  });

  it('has its worst issues listed when there are too many, by position', async () => {
    const { result } = checked('a', 'x', issues, { issues_omitted: 5 });
    const { report } = await check(answer(result), { maxIssues: 3 });
    expect(report).toMatchObject({ issues: issues.slice(1), omitted: 6, result });
  });

  it('is not checked when it is refused, or its contract cannot be used', async () => {
    const refused = await check(refuse(refusal('code_too_deep', 'deep')));
    expect(refused.report).toEqual({
      kind: 'unchecked',
      path: 'src/a.py',
      problem: { code: 'code_too_deep', message: 'deep' },
    });
    const contractsOf = () => Promise.reject(new ContractError('no YAML'));
    const { report } = await check(answer(checked('a', 'x').result), { contractsOf });
    expect(report).toMatchObject({ problem: { code: 'contract_unreadable', message: 'no YAML' } });
  });

  it('leaves a mistake of ours to be seen as one', async () => {
    await expect(check(answer(null), { contractsOf: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow(
      'ours',
    );
  });
});
