import { type CallItem, lastName } from '#code-model';
import { startOf } from './common';
import type { Facts } from './facts';
import { sign, type Sign } from './feature';
import { bare, receiverOf } from './identifiers';
import { byScope, inside } from './scopes';

const FILE_CALLS = [
  'read_text',
  'write_text',
  'read_bytes',
  'write_bytes',
  'readFile',
  'writeFile',
  'readFileSync',
  'writeFileSync',
  'copyfile',
  'copytree',
  'rmtree',
];
const OWN_FILES = /[Cc]ontract|[Mm]anifest|[Cc]onfig|CONTRACT|__file__|(?:^|\.)_?[A-Z_]*PATH\b/;

/** A file that belongs to the code, such as its contract: loading that is no processing. */
function isOwn(item: CallItem, facts: Facts): boolean {
  const [first] = item.arguments;
  const paths = [item.callee, receiverOf(item.callee), first?.name === '' ? first.value.path : ''];
  return paths.some((path) => OWN_FILES.test(path) || facts.besideCode.has(lastName(bare(path))));
}

const OPEN = /^(?:open|io\.open|aiofiles\.open|gzip\.open|os\.fdopen|[\w.]*(?:path|file)\w*\.open)$/i;

export function* fileCalls(facts: Facts): Iterable<Sign> {
  const opened = facts.calls(['open']).filter(({ callee }) => OPEN.test(callee));
  for (const item of [...facts.calls(FILE_CALLS), ...opened]) {
    if (!isOwn(item, facts)) yield sign(item, `${lastName(item.callee)}(…)`);
  }
}

export function* generators(facts: Facts): Iterable<Sign> {
  const yields = facts.code.all('yield');
  for (const [scope, items] of byScope(yields)) {
    if (scope.kind !== 'function' || scope.decorators.some(({ path }) => /contextmanager|fixture/.test(path))) continue;
    const [item] = items;
    if (item !== undefined && (scope.async || inside(item, 'loop') !== undefined))
      yield sign(item, `${scope.name} yields`);
  }
}

const FULL = /\blen\(\s*([\w.]+)\s*\)\s*(?:>=|==|>)\s*(?!0\b)\S/;

/** `if len(batch) >= size:` in a loop: the batch is full. */
export function* fullBatches(facts: Facts): Iterable<Sign> {
  const filled = new Set(facts.calls(['append', 'add', 'extend']).map(({ callee }) => receiverOf(callee)));
  for (const item of facts.code.all('if')) {
    const [, name] = FULL.exec(item.condition.slice(0, 200)) ?? [];
    if (name === undefined || !filled.has(name) || inside(item, 'loop') === undefined) continue;
    const emptied = item.children.some(
      (child) =>
        (child.kind === 'call' && child.callee === `${name}.clear`) ||
        (child.kind === 'assign' && child.targets[0] === name),
    );
    if (emptied) yield sign(startOf(item), `${name} is full`);
  }
}

/** `range(0, len(rows), size)` and its ready-made forms. */
export function* slicedLengths(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['range'])) {
    const [, end, step] = item.arguments;
    if (step !== undefined && end?.value.path === 'len' && !facts.code.text(step.value).startsWith('-'))
      yield sign(item, 'slices of a length');
  }
}
