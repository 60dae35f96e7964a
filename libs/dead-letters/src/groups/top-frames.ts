/** How many frames tell one failure from another. */
const FRAMES = 3;
const MAX_LINES = 200;

const PYTHON = /^\s*File "([^"]+)", line \d+, in (\S+)/;
const JVM = /^\s*at ([\w.$<>/@-]+)\((?:[\w$.-]+|Native Method|Unknown Source)(?::\d+)?\)/;
const DOTNET = /^\s*at ([\w.<>`+]+)\([^()]*\)(?: in .{1,500}:line \d+)?\s*$/;
const NODE = /^\s*at (?:async )?(?:(.+?) \()?(?:file:\/\/)?([^()]+?):\d+:\d+\)?$/;

/** Of a library or of the runtime: who failed is above it. */
const FOREIGN =
  /node_modules|^node:|site-packages|dist-packages|[/\\]lib[/\\]python|^(?:java|javax|jdk|sun|kotlin|org\.springframework|org\.apache|io\.smallrye|System|Microsoft|MassTransit)\./;

interface Frame {
  readonly file: string;
  readonly name: string;
}

/**
 * Where it failed, innermost first: function and file name, without lines and folders, which change with every release
 * and machine. Frames of libraries only where there are no others. Empty where the text is no stack.
 */
export function topFrames(stack: string | null): readonly string[] {
  if (stack === null) return [];
  const lines = stack.split('\n', MAX_LINES);
  const python = lines.flatMap((line) => framesIn(PYTHON.exec(line), 1, 2)).toReversed();
  const frames = python.length > 0 ? python : lines.flatMap((line) => frameOf(line));
  const own = frames.filter(({ file, name }) => !FOREIGN.test(file) && !FOREIGN.test(name));
  return (own.length > 0 ? own : frames).slice(0, FRAMES).map(({ file, name }) => labelOf(file, name));
}

function frameOf(line: string): Frame[] {
  const jvm = JVM.exec(line) ?? DOTNET.exec(line);
  return jvm === null ? framesIn(NODE.exec(line), 2, 1) : [{ file: '', name: jvm[1] ?? '' }];
}

function framesIn(found: RegExpExecArray | null, file: number, name: number): Frame[] {
  return found === null ? [] : [{ file: found[file] ?? '', name: found[name] ?? '' }];
}

/** Numbers in generated names (`$Lambda$14`, `0x…`) are chance. */
function labelOf(file: string, name: string): string {
  const plain = name.replace(/0x[0-9a-f]+|\d+/gi, '');
  const base = file.split(/[/\\]/).at(-1) ?? '';
  return [plain, base].filter((part) => part !== '').join(' ');
}
