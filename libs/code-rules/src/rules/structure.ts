import { type ClassItem, type Code, type ImportItem, lastName } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { pythonOnly } from './python-only';
import { sizes } from './sizes';
import { stubs } from './stubs';

/** How code is divided, and what has no place in it. */
export const STRUCTURE: readonly Rule[] = [
  {
    id: 'STR-001',
    title: 'A function without a body',
    dimension: 'maintainability',
    severity: levels('W/W'),
    hint: 'implement the function, or declare it abstract',
    source:
      'omnibase_core scripts/validation/check_stub_implementations.py and validate-stubbed-functionality.py. A function that is said to return nothing and does nothing, a constructor without a body, and empty functions in a fragment outside nodes are infos. Of TypeScript an error that says no more than that it is not implemented, and empty methods of nodes; doing nothing is otherwise what many functions are for',
    check: stubs,
  },
  {
    id: 'STR-002',
    title: 'A print',
    dimension: 'maintainability',
    severity: levels('W/W'),
    hint: 'log or return instead of printing',
    source:
      'omnibase_core scripts/validation/check_no_print_statements.py; flake8-print T201 by ruff, which leaves alone what goes to a stream of one’s own; what runs only below `if __name__ == "__main__"` may print. Of TypeScript the console, by biome',
    engines: ['T201'],
    messages: { T201: '`print` is called' },
    holds: (found, { code }) => !code.isBelow(MAIN, found),
  },
  {
    id: 'STR-003',
    title: 'Too much in one place',
    dimension: 'complexity',
    severity: levels('i/i'),
    hint: 'split it: one step per function, one subject per class, a table instead of a chain of elif',
    source:
      'omnibase_core scripts/validation/validate-elif-limit.py (5 elif) and checker_generic_pattern.py (5 parameters, 10 methods); 50 lines, nesting 4, cyclomatic complexity 10 by custom. Counted as for TypeScript, not as C901 and PLR0913 do',
    check: sizes,
  },
  {
    id: 'STR-004',
    title: 'A file with several public classes, or an export list that leaves one out',
    dimension: 'maintainability',
    severity: levels('i/W'),
    hint: 'give each class a file of its own and list it in __all__',
    source:
      'omnibase_core scripts/validation/validate-single-class-per-file.py (enums may share a file) and validate-all-exports.py (info). Of TypeScript exported classes',
    check: classesPerFile,
  },
  {
    id: 'STR-005',
    title: 'An import from where nothing may be imported',
    dimension: 'maintainability',
    severity: levels('W/W'),
    hint: 'import by the full path, from packages that are alive and below this one',
    source:
      'omnibase_core scripts/validation/validate-import-patterns.py, validate-archived-imports.py and validate-no-infra-imports.py. TID252 tells of each name that is imported from far up',
    check: pythonOnly(imports),
  },
];

const MAIN = /^__name__\s*==/;

const ENUM = /Enum$|^(?:Flag|IntFlag)$/;

function* classesPerFile({ code }: Subject): Iterable<Finding> {
  const classes = code.module.children.filter(
    (item): item is ClassItem => item.kind === 'class' && isForOthers(item, code),
  );
  const [, second] = classes;
  if (second !== undefined && !classes.every(isEnum)) {
    const message = `The file has ${classes.length} public classes`;
    yield { at: second.nameSpan, message, detail: 'several classes' };
  }
  const exported = code.all('assign').find(({ targets, parent }) => targets[0] === '__all__' && parent === code.module);
  if (exported?.value?.kind !== 'list' && exported?.value?.kind !== 'tuple') return;
  const names = new Set(exported.children.map((child) => (child.kind === 'string' ? child.text : '')));
  for (const { name, nameSpan } of classes) {
    if (names.has(name) || names.has('')) continue;
    yield {
      at: nameSpan,
      message: `\`${name}\` is public and not in __all__`,
      detail: 'not exported',
      severity: 'info',
    };
  }
}

/** Of TypeScript what is exported where it is defined. */
function isForOthers({ name, start }: ClassItem, { language, source }: Code): boolean {
  if (language === 'python') return !name.startsWith('_');
  return /\bexport\s+(?:default\s+)?$/.test(source.slice(Math.max(0, start - 40), start));
}

function isEnum({ bases }: ClassItem): boolean {
  return bases.some((base) => ENUM.test(lastName(base)));
}

const ARCHIVED: ReadonlySet<string> = new Set(['archive', 'archived']);
const FAR = 2;

function* imports({ code, filePath }: Subject): Iterable<Finding> {
  const isBelowInfra = /(?:^|\/)(?:omnibase_core|omnibase_spi)\//.test(filePath ?? '');
  let before: ImportItem | undefined;
  for (const item of code.all('import')) {
    const isSame = before?.module === item.module && before.level === item.level;
    before = item;
    if (isSame) continue;
    const root = item.module.split('.', 1)[0];
    if (item.level >= FAR) {
      yield { at: item, message: `An import from ${item.level} packages up`, detail: 'far relative import' };
    } else if (item.module.split('.').some((part) => ARCHIVED.has(part))) {
      yield { at: item, message: `\`${item.module}\` is archived`, detail: 'archived' };
    } else if (isBelowInfra && root === 'omnibase_infra' && item.level === 0) {
      yield { at: item, message: `\`${item.module}\` stands above this package`, detail: 'upward import' };
    }
  }
}
