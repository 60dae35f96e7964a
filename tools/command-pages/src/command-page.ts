import type { Command, Option } from '../../../apps/cli/src/command';
import { optionSyntax } from '../../../apps/cli/src/help';

/** Where the pages stand, from the root of the repository. */
export const PAGES = 'docs/cli';

const HEAD = '<!-- Written by `npm run commands:generate` from the definitions of the commands. -->\n';

/** The page of a command, as markdown; `more` is the anchor of what people wrote about it in docs/cli.md. */
export async function commandPage(command: Command, more: string | undefined): Promise<string> {
  const { name, says, usage, options, examples = [], notes } = command;
  return [
    HEAD,
    `# omni ${name}\n`,
    `${sentence(says)}${more === undefined ? '' : ` [More about it](../cli.md#${more}).`}\n`,
    ...block(usage),
    ...(examples.length === 0 ? [] : ['## Examples\n', ...block(examples)]),
    '## Options\n',
    ...optionTable(Object.entries(options)),
    '',
    ...paragraphs([...((await command.words?.()) ?? []), ...notes]),
    '',
  ].join('\n');
}

/** The list of all pages, as markdown. */
export function indexPage(commands: readonly Command[]): string {
  return [
    HEAD,
    '# Commands of omni\n',
    'What each says to `omni help COMMAND`. What they have in common, and what takes more than a list: [the command line](../cli.md).\n',
    '| Command | |',
    '| --- | --- |',
    ...commands.map(({ name, says }) => `| [${name}](${name}.md) | ${says} |`),
    '',
  ].join('\n');
}

/** Anchors of the headings that name a command, by the command. */
export function anchorsOf(markdown: string): ReadonlyMap<string, string> {
  const headings = markdown.match(/^#+ .*\bomni .*$/gm) ?? [];
  const anchors = headings.toReversed().flatMap((heading) => {
    const title = heading.replace(/^#+ /, '');
    const anchor = title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    return [...title.matchAll(/\bomni ([a-z-]+)/g)].map(([, name = '']) => [name, anchor] as const);
  });
  return new Map(anchors);
}

function block(lines: readonly string[]): readonly string[] {
  return ['```', ...lines, '```\n'];
}

function optionTable(options: readonly (readonly [string, Option])[]): readonly string[] {
  const isScoped = options.some(([, { of, not }]) => of !== undefined || not !== undefined);
  const rows = options.map(([name, option]) => [
    code(optionSyntax(name, option)),
    ...(isScoped ? [scopeOf(option)] : []),
    escaped(option.says),
  ]);
  const head = ['Option', ...(isScoped ? ['With'] : []), ''];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function scopeOf({ of = [], not = [] }: Option): string {
  return [of.map(code).join(', '), not.length === 0 ? '' : `not ${not.map(code).join(', ')}`]
    .filter((part) => part !== '')
    .join('; ');
}

/** Lines of the help go on where no sentence ends, and where the next is indented. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && (line.startsWith(' ') || !/[.:]$/.test(last)))
      joined.push(`${joined.pop()} ${line.trim()}`);
    else joined.push(line);
  }
  return joined.map((line) => `- ${escaped(line)}`);
}

function sentence(text: string): string {
  return escaped(`${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
}

function code(text: string): string {
  return `\`${text.replaceAll('|', String.raw`\|`)}\``;
}

/** What Markdown would read as its own; an underscore within a word is none of that. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|*<>[\]`~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\$&`);
}
