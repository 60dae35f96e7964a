import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../support/describe-with';
import { omni } from './omni';

const folder = mkdtempSync(join(tmpdir(), 'omni-completion-'));
const script = (shell: string): string => join(folder, shell);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell offers where a line ends, each with words that fit. */
const ASK = {
  bash: 'source "$0"; COMP_WORDS=(omni "$@"); COMP_CWORD=$#; _omni; printf "%s\\n" "${COMPREPLY[@]}"',
  // It filters later, when it has all that bash's function says.
  zsh: `autoload -U +X compinit && compinit -u; source "$0"
    ask() { emulate -L sh; COMP_WORDS=(omni "$@"); COMP_CWORD=$#; _omni; printf "%s\\n" "\${COMPREPLY[@]}" }; ask "$@"`,
  fish: 'source $argv[1]; complete -C "omni $argv[2..-1]"',
} as const;

const SHELLS = ['bash', 'zsh', 'fish'] as const;

for (const shell of SHELLS)
  describeWith(shell, `omni completion ${shell}`, () => {
    beforeAll(async () => {
      writeFileSync(script(shell), (await omni(['completion', shell])).stdout);
    });

    function offered(...words: readonly string[]): readonly string[] {
      const how = shell === 'zsh' ? ['-f', '-c'] : ['-c'];
      const text = execFileSync(shell, [...how, ASK[shell], script(shell), ...words], { encoding: 'utf8' });
      return text.split('\n').flatMap((line) => line.split('\t')[0] || []);
    }

    it.each([
      [['sta'], ['stamp', 'stamps'], ['verify']],
      [['dlq', 're'], ['resolve', 'retry', 'rehearse'], ['stamp']],
      [['stamp', '--ch'], ['--check'], ['--public-key']],
      [['request', 'stamp-'], ['stamp-tree'], ['verify']],
      [['audit', '--output', 'js'], ['json'], ['--output']],
      [['help', 'stam'], ['stamp'], ['--check']],
    ])('offers what fits behind %j', (words, wanted, others) => {
      const found = offered(...words);
      expect(found).toEqual(expect.arrayContaining(wanted));
      if (shell !== 'zsh') for (const other of others) expect(found).not.toContain(other);
    });
  });

it('omni completion knows three shells', async () => {
  expect(await omni(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('bash, zsh or fish'),
  });
});
