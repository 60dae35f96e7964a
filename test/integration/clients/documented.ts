import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/local-stack/src/project';

/** The program of that language in docs/clients.md that contains `text`, asking at `bootstrap`. */
export function documentedProgram(language: string, text: string, bootstrap: string): string {
  const page = readFileSync(join(projectRoot(), 'docs/clients.md'), 'utf8');
  const programs = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, name, program]) => ({ name, program }));
  const found = programs.find(({ name, program = '' }) => name === language && program.includes(text));
  if (found?.program === undefined) throw new Error(`docs/clients.md has no ${language} program with ${text}`);
  return found.program.replaceAll('localhost:9092', bootstrap);
}
