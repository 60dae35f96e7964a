import { type CallItem, lastName } from '#code-model';
import { setOf } from '#text';
import type { Subject } from '../rule';
import { type Called, callsNamed, knownCalls } from './calls';
import { resolved } from './imported-names';

/** What a call does to files, and by which function or method. */
export interface FileAccess {
  readonly how: 'write' | 'open to read' | 'read';
  readonly by: string;
}

const OPEN = /^(?:builtins\.|io\.|codecs\.)?open$/;
const WRITES =
  /^(?:os\.(?:chmod|chown|link|makedirs|mkdir|mkfifo|remove|removedirs|rename|renames|replace|rmdir|symlink|truncate|unlink|write)|shutil\.(?:chown|copy|copy2|copyfile|copyfileobj|copymode|copystat|copytree|make_archive|move|rmtree|unpack_archive))$/;
/** Methods that only paths have. */
const PATH_WRITES = /^(?:hardlink_to|lchmod|rmdir|symlink_to|unlink|write_bytes|write_text|mkdir)$/;
/** Methods that other things have as well: strings are replaced, columns renamed, keys touched. */
const MAYBE_PATH_WRITES = /^(?:chmod|rename|replace|touch)$/;
const PATH_READS = /^(?:read_bytes|read_text)$/;
const LOG_FILES = /^logging\.(?:handlers\.(?:Rotating|TimedRotating|Watched)FileHandler|FileHandler)$/;

/** Functions of Node's `fs` and its kin, without `Sync`, and the modules that have them. */
const SCRIPT_WRITES = setOf(`
  appendFile chmod chown copy copyFile cp createWriteStream emptyDir ensureDir ensureFile link makeTempDir mkdir mkdtemp
  move outputFile outputJson remove rename rm rmdir symlink truncate unlink utimes write writeFile writeJson
  writeTextFile`);
const SCRIPT_READS = setOf('createReadStream readFile readJson readTextFile');
const SCRIPT_MODULES = /^(?:Bun|Deno|fs|fs\/promises|fs\.promises|fs-extra|graceful-fs)\.(\w+?)(?:Sync)?$/;

/** Last names of all calls of Python that may touch files. */
const PYTHON_FUNCTIONS: readonly string[] =
  `FileHandler RotatingFileHandler TimedRotatingFileHandler WatchedFileHandler chmod chown copy copy2 copyfile
  copyfileobj copymode copystat copytree hardlink_to lchmod link make_archive makedirs mkdir mkfifo move open read_bytes
  read_text remove removedirs rename renames replace rmdir rmtree symlink symlink_to touch truncate unlink
  unpack_archive write write_bytes write_text`.split(/\s+/);

/** The calls that touch files, and how. */
export function* fileAccesses(subject: Subject): Iterable<readonly [CallItem, FileAccess]> {
  const isPython = subject.code.language === 'python';
  for (const called of isPython ? callsNamed(subject, PYTHON_FUNCTIONS) : knownCalls(subject)) {
    const access = isPython ? pythonAccess(subject, called) : scriptAccess(called);
    if (access !== undefined) yield [called.call, access];
  }
}

function scriptAccess({ path }: Called): FileAccess | undefined {
  const name = SCRIPT_MODULES.exec(path)?.[1] ?? '';
  if (SCRIPT_WRITES.has(name)) return { how: 'write', by: path };
  return SCRIPT_READS.has(name) ? { how: 'read', by: path } : undefined;
}

function pythonAccess(subject: Subject, { call, path }: Called): FileAccess | undefined {
  const { callee } = call;
  const method = lastName(callee);
  if (OPEN.test(path)) return { how: isWriting(modeOf(call, 1)) ? 'write' : 'open to read', by: path };
  if (WRITES.test(path) || LOG_FILES.test(path)) return { how: 'write', by: path };
  if (method === callee) return undefined;
  if (PATH_WRITES.test(method)) return { how: 'write', by: method };
  if (!PATH_READS.test(method) && !MAYBE_PATH_WRITES.test(method) && method !== 'open') return undefined;
  if (!isPathLike(subject, callee.slice(0, -method.length - 1))) return undefined;
  if (PATH_READS.test(method)) return { how: 'read', by: method };
  if (method === 'open') return { how: isWriting(modeOf(call, 0)) ? 'write' : 'open to read', by: method };
  const takesOne = call.arguments.length === 1 || method === 'touch';
  return takesOne ? { how: 'write', by: method } : undefined;
}

/** The mode by keyword or position; empty where it is not written out. */
function modeOf({ arguments: given }: CallItem, position: number): string {
  const named = given.find(({ name }) => name === 'mode');
  const positional = given[position]?.name === '' ? given[position] : undefined;
  return (named ?? positional)?.value.text ?? '';
}

function isWriting(mode: string): boolean {
  return mode.length <= 4 && /[wax+]/.test(mode);
}

const PATH_NAME = /(?:^|_)(?:path|file|filepath|dir|directory|dirpath|folder|fp|p)$|path$/i;

/** `Path(…)` and what is made of it, and names that say so. */
function isPathLike(subject: Subject, receiver: string): boolean {
  if (/^pathlib\.(?:Pure)?(?:Posix|Windows)?Path(?:\(\)|\.cwd|\.home)/.test(resolved(subject, receiver))) return true;
  return (
    /^(?:Path|pathlib\.Path)\(\)/.test(receiver) || PATH_NAME.test(lastName(receiver).replace(/(?:\(\)|\[\])+$/, ''))
  );
}
