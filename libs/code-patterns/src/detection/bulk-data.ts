import { type CallItem, lastName } from '#code-model';
import { setOf } from '#text';
import { isCalledOn, startOf } from './common';
import type { Facts } from './facts';
import { feature, sign, type Detector, type Sign } from './feature';
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
const STORES = setOf('file files storage bucket blob disk folder directory filesystem fs s3 minio');
const TRAFFIC = [
  'read',
  'write',
  'append',
  'rename',
  'copy',
  'move',
  'upload',
  'download',
  'put',
  'save',
  'delete',
  'list',
];
const OBJECTS = ['put_object', 'get_object', 'upload_file', 'download_file', 'upload_fileobj'];

const OWN_FILES = /[Cc]ontract|[Mm]anifest|[Cc]onfig|CONTRACT|__file__|(?:^|\.)_?[A-Z_]*PATH\b/;

/** A file that belongs to the code, such as its contract: loading that is no processing. */
function isOwn(item: CallItem, facts: Facts): boolean {
  const [first] = item.arguments;
  const paths = [item.callee, receiverOf(item.callee), first?.name === '' ? first.value.path : ''];
  return paths.some((path) => OWN_FILES.test(path) || facts.besideCode.has(lastName(bare(path))));
}

const OPEN = /^(?:open|io\.open|aiofiles\.open|gzip\.open|os\.fdopen|[\w.]*(?:path|file)\w*\.open)$/i;

function* fileCalls(facts: Facts): Iterable<Sign> {
  const opened = facts.calls(['open']).filter(({ callee }) => OPEN.test(callee));
  for (const item of [...facts.calls(FILE_CALLS), ...opened]) {
    if (!isOwn(item, facts)) yield sign(item, `${lastName(item.callee)}(…)`);
  }
}

function* storeCalls(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(TRAFFIC))
    if (item.awaited && isCalledOn(item, STORES)) yield sign(item, `${item.callee}(…)`);
  for (const item of facts.calls(OBJECTS)) yield sign(item, `${item.callee}(…)`);
}

const WALKS = [
  'iterdir',
  'rglob',
  'glob',
  'walk',
  'scandir',
  'listdir',
  'mkdir',
  'makedirs',
  'unlink',
  'rename',
  'NamedTemporaryFile',
  'mkstemp',
];

function* walks(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(WALKS)) {
    if (item.callee === 'ast.walk' || !item.callee.includes('.')) continue;
    yield sign(item, `${lastName(item.callee)}(…)`);
  }
  for (const item of facts.calls(['replace'])) if (item.callee === 'os.replace') yield sign(item, 'os.replace(…)');
}

function* fileErrors(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('handler')) {
    const type = item.types.find((one) =>
      /^(?:OSError|FileNotFoundError|IOError|IsADirectoryError|PermissionError)$/.test(one),
    );
    if (type !== undefined) yield sign(startOf(item), `except ${type}`);
  }
}

function* generators(facts: Facts): Iterable<Sign> {
  const yields = facts.code.all('yield');
  for (const [scope, items] of byScope(yields)) {
    if (scope.kind !== 'function' || scope.decorators.some(({ path }) => /contextmanager|fixture/.test(path))) continue;
    const [item] = items;
    if (item !== undefined && (scope.async || inside(item, 'loop') !== undefined))
      yield sign(item, `${scope.name} yields`);
  }
}

function* asyncLoops(facts: Facts): Iterable<Sign> {
  for (const item of facts.code.all('loop')) if (item.async) yield sign(startOf(item), `async for over ${item.over}`);
}

const FULL = /\blen\(\s*([\w.]+)\s*\)\s*(?:>=|==|>)\s*(?!0\b)\S/;

/** `if len(batch) >= size:` in a loop: the batch is full. */
function* fullBatches(facts: Facts): Iterable<Sign> {
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
function* slices(facts: Facts): Iterable<Sign> {
  for (const item of facts.calls(['range'])) {
    const [, end, step] = item.arguments;
    if (step !== undefined && end?.value.path === 'len' && !facts.code.text(step.value).startsWith('-'))
      yield sign(item, 'slices of a length');
  }
  for (const item of facts.calls([
    'batched',
    'chunked',
    'chunk',
    'iter_batches',
    'iter_chunks',
    'iter_content',
    'aiter_bytes',
    'aiter_lines',
  ]))
    yield sign(item, `${item.callee}(…)`);
}

/** Files, and more data than fits at once. */
export const BULK_DATA: readonly Detector[] = [
  {
    id: 'file-processing',
    features: [
      feature(0.5, 'open, read_text, write_bytes and the like', fileCalls),
      feature(0.45, 'read, write, upload and the like on files, storage or a bucket', storeCalls),
      feature(0.35, 'directories walked or made; files renamed, removed or made for a time', walks),
      feature(0.2, 'errors of files caught', fileErrors),
    ],
  },
  {
    id: 'streaming-batch',
    features: [
      feature(0.5, 'a generator: yield in an async function or a loop', generators),
      feature(0.3, 'async for', asyncLoops),
      feature(0.55, 'a list that is emptied in a loop whenever it is long enough', fullBatches),
      feature(0.5, 'slices by a step over a length; batched, chunked', slices),
    ],
  },
];
