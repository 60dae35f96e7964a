import { type Code, lineCounts, loadPython, measure } from '#code-model';
import { analyzeCode } from './analyze-code';
import type { CodeAnalysis, Depth } from './code-analysis';
import type { Reach } from './outside';
import { allReaches } from './reaches';
import { readingOf } from './reading';

const loaded = loadPython();

export async function read(source: string): Promise<Code> {
  return (await loaded)(source);
}

export async function analyzed(source: string, depth: Depth = 'full'): Promise<CodeAnalysis> {
  const code = await read(source);
  return analyzeCode(code, measure(code, lineCounts(code)), depth);
}

export async function reached(source: string): Promise<readonly Reach[]> {
  return allReaches(readingOf(await read(source)));
}
