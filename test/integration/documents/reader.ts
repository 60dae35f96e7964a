import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../../tools/local-stack/src/project';
import type { Clone, Running } from '../local-stack/clone';
import type { Block } from './documented-commands';
import { shell } from './shell';

const STARTED = /Ctrl-C stops everything, as does/;

/** Somebody who does what a page says, block by block, in a copy of the project and on ports of its own. */
export class Reader {
  #folder: string;
  #said = '';
  #hasFailed = false;

  constructor(private readonly clone: Clone) {
    this.#folder = clone.root;
  }

  async follow(block: Block): Promise<void> {
    if (this.#hasFailed) throw new Error('a step before this one failed');
    try {
      await this.#do(block);
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  async #do({ language, file, text }: Block): Promise<void> {
    if (file !== undefined) return this.#write(file, text);
    if (language === 'diff') return this.#change(text);
    if (language === 'sh') return this.#type(text.trimEnd().split('\n'));
    if (language !== 'text') throw new Error(`nobody knows what to do with ${language}`);
    const missing = text
      .trimEnd()
      .split('\n')
      .filter((line) => !this.#said.includes(line));
    if (missing.length > 0) throw new Error(`${missing.join(', ')} is not in what was shown:\n${this.#said}`);
  }

  #write(file: string, text: string): void {
    const path = join(this.#folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, this.#here(text));
  }

  async #change(text: string): Promise<void> {
    writeFileSync(join(this.#folder, 'change.diff'), text);
    await this.#run('git apply --recount --unidiff-zero change.diff');
  }

  async #type(lines: readonly string[]): Promise<void> {
    this.#said = '';
    for (const line of lines) {
      if (line === 'npm start') await this.clone.run('start').said(STARTED);
      else if (line === 'npm start -- stop') await ended(this.clone.run('start', ['stop']));
      else await this.#run(line);
    }
  }

  async #run(line: string): Promise<void> {
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const { code, stdout, stderr, folder } = await shell(this.#here(line), { cwd: this.#folder, env });
    if (code !== 0) throw new Error(`${line} ended with ${code}: ${stdout}${stderr}`);
    this.#said += stdout;
    this.#folder = folder;
  }

  /** At this stack; a package that would be fetched is the one that is installed here. */
  #here(text: string): string {
    return text
      .replaceAll('127.0.0.1:8054', `127.0.0.1:${this.clone.ports.bridge}`)
      .replaceAll('localhost:9092', `127.0.0.1:${this.clone.ports.kafka}`)
      .replace(
        'npm install kafkajs',
        `npm install --offline --no-audit ${join(projectRoot(), 'node_modules/kafkajs')}`,
      );
  }
}

async function ended(running: Running): Promise<void> {
  const code = await running.ended();
  if (code !== 0) throw new Error(`it ended with ${code}: ${running.text}`);
}
