import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { checkOf, RESPONSE_PAYLOADS } from '#contracts';
import { JOB_OPERATIONS } from '#code-intelligence';
import { documents, ending, omni, startOmni } from './omni';

const JSONL = ['exec', 'validate', '--jsonl'];

/** What line `n` asks: good code, code with an error, no JSON, nothing, the wrong type, an unknown language. */
function question(n: number): { readonly line: string; readonly answer: boolean | string } {
  const ask = (payload: object): string => JSON.stringify({ correlation_id: `c-${n}`, ...payload });
  switch (n % 6) {
    case 0:
      return { line: ask({ code_content: 'def f(:\n' }), answer: false };
    case 1:
      return { line: '{"code_content": "cut', answer: 'invalid_json' };
    case 2:
      return { line: '', answer: 'empty_value' };
    case 3:
      return { line: ask({ code_content: 5 }), answer: 'invalid_payload' };
    case 4:
      return { line: ask({ code_content: 'fn main() {}', language: 'rust' }), answer: 'unsupported_language' };
    default:
      return { line: ask({ code_content: `"""Number ${n}."""\nx = ${n}\n`.repeat(n) }), answer: true };
  }
}

describe('omni exec validate', () => {
  it('answers 200 lines in their order, the bad ones too', async () => {
    const questions = Array.from({ length: 200 }, (_, n) => question(n));
    const { code, stdout, stderr } = await omni(JSONL, { input: questions.map(({ line }) => `${line}\n`).join('') });
    const answers = documents(stdout);
    expect(answers).toHaveLength(200);
    for (const [n, payload] of answers.entries()) {
      const { answer, line } = question(n);
      const error = (payload['validation_result'] as { error?: { code: string } }).error;
      expect(error?.code ?? payload['is_valid']).toBe(answer);
      if (line.includes('correlation_id')) expect(payload['correlation_id']).toBe(`c-${n}`);
      expect(checkOf(RESPONSE_PAYLOADS.validate)(payload)).toEqual([]);
    }
    expect(code).toBe(1);
    expect(stderr).toBe('200 lines: 33 valid, 34 not valid, 133 refused\n');
  });

  it('ends with 0 when every answer is a yes, and is silent for programs', async () => {
    const input = '{"code_content":"x = 1"}\n{"code_content":"y = 2"}';
    expect(await omni([...JSONL, '--output', 'json', '--workers', '1'], { input })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await omni(JSONL)).toEqual({ code: 0, stdout: '', stderr: '0 lines: 0 valid, 0 not valid, 0 refused\n' });
  });

  it('shows one payload to people, from an argument or standard input', async () => {
    const payload = '{"code_content":"print(x)\\n"}';
    for (const ended of [
      await omni(['exec', 'validate', '--json', payload]),
      await omni(['exec', 'validate', '-'], { input: payload }),
    ]) {
      expect(ended).toMatchObject({ code: 1, stderr: '' });
      expect(ended.stdout).toMatch(/^✗ not valid/);
      expect(ended.stdout).toMatch(/1:7 +error +SEM-001 +Undefined name `x`/);
      expect(ended.stdout).not.toContain('\u001b');
    }
  });

  it('ends quietly when its reader goes away, however much is left to answer', async () => {
    const child = startOmni(JSONL);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end('{"code_content":"x = 1"}\n'.repeat(200_000));
    child.stdout?.once('data', () => child.stdout?.destroy());
    await once(child, 'exit');
    expect(child.exitCode).toBe(141);
    expect(await text(child.stderr as Readable)).toBe('');
  });

  it('ends at once on Ctrl-C', async () => {
    const child = startOmni(JSONL);
    child.stdin?.write('{"code_content":"x = 1"}\n');
    if (child.stdout === null) throw new Error('the output is not piped');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await ending(child)).toMatchObject({ code: 130, stderr: '' });
  });
});

describe('omni exec', () => {
  it('answers mixin requests in their order, with line ends of any kind and lines that are bad or empty', async () => {
    const lines = [
      '{"requirements":["retry"]}',
      '',
      '{"requirements":',
      '{"correlation_id":"c-4","requirements":["cache"]}',
    ];
    const { code, stdout, stderr } = await omni(['exec', 'mixin', '--jsonl'], { input: lines.join('\r\n') });
    const answers = documents(stdout);
    const counts = answers.map(({ total_recommendations: total }) => Number(total) > 0);
    expect(counts).toEqual([true, false, false, true]);
    expect(answers[3]).toMatchObject({ correlation_id: 'c-4' });
    for (const payload of answers) expect(checkOf(RESPONSE_PAYLOADS.mixin)(payload)).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '4 lines: 2 answered, 2 refused\n' });
  });

  it.each(JOB_OPERATIONS)('answers %s', async (operation) => {
    const payload = {
      code_content: 'class NodeAEffect:\n    pass\n',
      requirements: ['retry'],
      node_description: 'retry',
    };
    const { stdout, code } = await omni(['exec', operation, '--jsonl'], { input: JSON.stringify(payload) });
    const [answer] = documents(stdout);
    expect(checkOf(RESPONSE_PAYLOADS[operation])(answer)).toEqual([]);
    if (operation !== 'validate') expect(code).toBe(0);
  });
});
