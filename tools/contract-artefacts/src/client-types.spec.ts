import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../local-stack/src/project';

const CONSUMER = join(projectRoot(), 'clients/typescript/src/generated/consumer.ts');

/** What the compiler says to a client's program beside the generated declarations, all of which it checks. */
function faultsOf(source: string): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
    // The declarations' own rules are ours to keep; those of the language need no checking.
    skipDefaultLibCheck: true,
    lib: ['lib.es2022.d.ts'],
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => path === CONSUMER || disk.fileExists(path),
    readFile: (path) => (path === CONSUMER ? source : disk.readFile(path)),
    getSourceFile: (path, version) =>
      path === CONSUMER ? ts.createSourceFile(path, source, version) : disk.getSourceFile(path, version),
  };
  const program = ts.createProgram([CONSUMER], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

it('declares what a client program needs, and lets it do nothing wrong', () => {
  const faults = faultsOf(`
    import type { Events, Operations, Topics } from './types.js';
    import { codegenResponseValidate } from './validators.js';

    export const request: Operations['stamp']['request'] = { content: 'hello' };
    export const wrong: Operations['pattern']['request'] = { limit: 5 };
    export const named: Events['codegen.request.pattern'] = { node_description: 'x', limit: '5' };
    export const pushed: Topics['usage.metered.api_call']['quantity'] = 3;
    export const mine: Topics['dev.omniclaude.codegen.status.9b1deb4d.v1']['status'] = 'running';

    export function score(payload: unknown): number {
      return codegenResponseValidate(payload) ? payload.quality_score : codegenResponseValidate.errors?.length ?? 0;
    }
    export function codeOf(reply: Operations['code_analysis']['response']): string {
      return 'error_code' in reply ? reply.error_code : reply.language;
    }
    export function unchecked(payload: unknown): number {
      return payload.quality_score;
    }
  `);
  expect(faults).toEqual([
    expect.stringContaining("'node_description' is missing"),
    expect.stringContaining("Type 'string' is not assignable to type 'number'"),
    expect.stringContaining(`Type '"running"' is not assignable`),
    "'payload' is of type 'unknown'.",
  ]);
});
