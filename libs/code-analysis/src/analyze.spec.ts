import type { AnalyzeRequest } from '#contracts';
import { Engines } from '#code-model';
import { RUFF_RULES } from '#code-rules';
import { contentKind } from '#text';
import { analyze } from './analyze';

let engines: Engines;
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});

const CODE =
  'import httpx\n\n\nclass NodePriceEffect:\n    async def execute_effect(self, url):\n        return await httpx.get(url)\n';
const DOCUMENT = '# Prices\n\n## Functional Requirements\n\n- The service must read prices every minute.\n';

const outcomeOf = (request: Partial<AnalyzeRequest>) => analyze({ analysis_type: 'full', ...request }, engines);

describe('analyze', () => {
  it('reads documents as requirements', () => {
    expect(outcomeOf({ prd_content: DOCUMENT })).toMatchObject({
      kind: 'answer',
      result: {
        analysis_result: { content_type: 'requirements', title: 'Prices', requirements: [{ id: 'R1' }] },
        confidence: expect.any(Number),
      },
    });
  });

  it('reads code as code, also where it is sent as a document', () => {
    for (const request of [{ code_content: CODE }, { prd_content: CODE }]) {
      expect(outcomeOf(request)).toMatchObject({
        result: { analysis_result: { content_type: 'code', language: 'python', node_type: { type: 'effect' } } },
      });
    }
  });

  it('reads TypeScript when it is said to be that', () => {
    const code = 'export class PriceReader {\n  async read() {\n    return await fetch(this.url);\n  }\n}\n';
    for (const request of [{ language: 'TypeScript' }, { workspace_context: { language: 'ts' } }]) {
      expect(outcomeOf({ code_content: code, ...request })).toMatchObject({
        result: {
          analysis_result: {
            language: 'typescript',
            entities: expect.arrayContaining([expect.objectContaining({ name: 'PriceReader' })]),
          },
        },
      });
    }
  });

  it.each([
    ['a document', { prd_content: DOCUMENT }, ['extracting requirements', 'finding entities and actors']],
    ['code', { code_content: CODE }, ['parsing the code', 'analysing the code']],
  ])('says what it is at: %s', (_, request, first) => {
    const stages: [number, string][] = [];
    analyze({ analysis_type: 'full', ...request }, engines, (...stage) => stages.push(stage));
    expect(stages.slice(0, 2).map(([, message]) => message)).toEqual(first);
    const done = stages.map(([part]) => part);
    expect(done).toEqual([...new Set(done)].toSorted((a, b) => a - b));
    expect(done.every((part) => part >= 0 && part < 1)).toBe(true);
  });

  it('lifts the confidence out of its terms', () => {
    const outcome = outcomeOf({ prd_content: DOCUMENT });
    if (outcome.kind === 'refusal') throw new Error('refused');
    const { confidence, analysis_result } = outcome.result;
    expect(analysis_result['confidence']).toBe(confidence);
    expect(analysis_result['confidence_terms']).toBeDefined();
  });

  it.each([
    ['quick', 'quick'],
    ['Partial', 'partial'],
    ['full', 'full'],
    ['detailed', 'full'],
    ['whatever', 'full'],
  ])('takes %s for the depth %s', (analysis_type, depth) => {
    for (const content of [{ prd_content: DOCUMENT }, { code_content: CODE }]) {
      expect(outcomeOf({ ...content, analysis_type })).toMatchObject({ result: { analysis_result: { depth } } });
    }
  });

  it('gives the same bytes for the same request', () => {
    for (const content of [{ prd_content: DOCUMENT }, { code_content: CODE }]) {
      expect(JSON.stringify(outcomeOf(content))).toBe(JSON.stringify(outcomeOf(content)));
    }
  });

  it.each([
    ['both a document and code', { prd_content: DOCUMENT, code_content: CODE }, 'invalid_payload'],
    ['a language nobody reads', { code_content: CODE, language: 'cobol' }, 'unsupported_language'],
    ['too much code', { code_content: 'x = 1\n'.repeat(100_000) }, 'code_too_large'],
    ['code nested too deeply', { code_content: '('.repeat(20_000) }, 'code_too_deep'],
  ])('refuses %s', (_, request, code) => {
    expect(outcomeOf(request)).toMatchObject({ kind: 'refusal', refusal: { code } });
  });
});

describe('what a text is', () => {
  it.each([
    ['a document with headings and lists', DOCUMENT, 'document'],
    ['one sentence', 'Build a service that reads prices and stores them in PostgreSQL.', 'document'],
    [
      'a document that shows code',
      `${DOCUMENT}\nExample:\n\n\`\`\`python\nimport os\nx = os.getenv("A")\n\`\`\`\n`,
      'document',
    ],
    ['nothing', ' \n', 'document'],
    ['Python', CODE, 'code'],
    [
      'Python with prose in its docstring',
      `"""Reads prices.\n\nThe service must read prices every minute.\n"""\n${CODE}`,
      'code',
    ],
    ['TypeScript', "import { a } from 'b';\n\nexport function f(x: number): number {\n  return x;\n}\n", 'code'],
  ])('%s', (_, text, kind) => {
    expect(contentKind(text)).toBe(kind);
  });
});
