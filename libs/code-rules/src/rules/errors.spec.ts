import { ERRORS } from './errors';
import { loadFinder } from './subject.fixture';

let found: (code: string) => string[];
let idsIn: (code: string) => string[];
beforeAll(async () => {
  const find = await loadFinder();
  found = (code) => ERRORS.flatMap((rule) => find(rule, code).map((finding) => `${rule.id} ${finding}`));
  idsIn = (code) => found(code).map((finding) => finding.slice(0, 7));
});

const clause = (head: string, body: string): string =>
  `def f():\n    try:\n        g()\n    ${head}\n        ${body}\n`;

describe('an except clause', () => {
  test.each([
    ['names nothing', 'except:', 'return fail("no")', ['ERR-001']],
    ['names nothing and raises again', 'except:', 'raise', ['ERR-001']],
    ['names nothing and passes', 'except:', 'pass', ['ERR-001', 'ERR-002']],
    ['passes on everything', 'except Exception:', 'pass', ['ERR-002']],
    ['has dots for a body', 'except BaseException as e:', '...', ['ERR-002']],
    ['passes on everything, among others', 'except (KeyError, Exception):', 'pass', ['ERR-002']],
    ['only logs', 'except Exception as e:', 'logger.error("failed: %s", e)', ['ERR-003']],
    [
      'only logs with the logger of the object',
      'except Exception as e:',
      'self._logger.exception(f"{e}")',
      ['ERR-003'],
    ],
    ['emits a log event', 'except Exception as e:', 'emit_log_event(Level.ERROR, str(e))', ['ERR-003']],
    ['answers with nothing', 'except Exception:', 'return None', ['ERR-003']],
    ['answers with an empty value', 'except Exception:', 'return {}', ['ERR-003']],
    ['falls back to a value', 'except Exception:', 'x = 1', ['ERR-003']],
    ['names the exception in a comment only', 'except Exception as e:', 'log.info("a")  # e.g. e', ['ERR-003']],
  ])('that %s is refused', (_, head, body, rules) => {
    expect(idsIn(clause(head, body))).toEqual(rules);
  });

  test.each([
    ['passes on what it expects', 'except KeyError:', 'pass'],
    ['raises another exception', 'except Exception as e:', 'raise ServiceError("no") from e'],
    ['answers with the failure', 'except Exception as e:', 'return ModelResult(success=False, error=str(e))'],
    ['answers with a record', 'except Exception:', 'return {"success": False}'],
    ['collects the failure', 'except Exception as e:', 'errors.append(str(e))'],
    ['logs and collects the failure', 'except Exception as e:', 'logger.error("%s", e); errors.append(e)'],
    ['leaves it to a method', 'except Exception:', 'self.give_up()'],
    ['is for a group', 'except* ValueError:', 'pass'],
  ])('that %s is left alone', (_, head, body) => {
    expect(idsIn(clause(head, body))).toEqual([]);
  });

  test('that goes on with the next is refused, one that stops is not', () => {
    const loop = (word: string): string =>
      `for a in b:\n    try:\n        g()\n    except Exception:\n        ${word}\n`;
    expect(idsIn(loop('continue'))).toEqual(['ERR-002']);
    expect(idsIn(loop('break'))).not.toContain('ERR-002');
  });

  test('is found at its first line', () => {
    expect(found('try:\n    g()\nexcept:\n    raise\n')).toEqual([
      'ERR-001 3: A bare `except:` catches even the request to stop',
    ]);
  });

  test('in a text or a comment is none', () => {
    expect(idsIn('a = """\ntry:\n    g()\nexcept:\n    pass\n"""\n# except:\n')).toEqual([]);
  });
});

describe('ERR-004', () => {
  test.each([
    'raise Exception("no")',
    'raise ValueError',
    'raise (KeyError("a"))',
    'raise RuntimeError("no") from error',
    'raise builtins.OSError(1)',
    'class A:\n    def load(self):\n        raise TypeError("no")',
    'class A:\n    def __init__(self):\n        raise ValueError("no")',
    '@validate\ndef f():\n    raise ValueError("no")',
  ])('refuses %j', (code) => {
    expect(idsIn(code)).toEqual(['ERR-004']);
  });

  test.each([
    'raise ModelOnexError("no", error_code=Code.A)',
    'def __getattr__(name):\n    raise AttributeError(name)',
    'class A:\n    @property\n    def b(self):\n        raise AttributeError("b")',
    'raise',
    'raise error',
    'raise StopIteration',
    'from redis.exceptions import ConnectionError\nraise ConnectionError("no")',
    '@field_validator("a")\n@classmethod\ndef f(cls, v):\n    raise ValueError("no")',
    '@pydantic.model_validator(mode="after")\ndef f(self):\n    raise ValueError("no")',
    'class A:\n    def __getattr__(self, name):\n        raise AttributeError(name)',
  ])('accepts %j', (code) => {
    expect(idsIn(code)).toEqual([]);
  });
});

describe('ERR-005', () => {
  test.each(['raise ModelOnexError("no")', 'error = OnexError(message="no")', 'fail(errors.ModelOnexError())'])(
    'refuses %s',
    (code) => {
      expect(idsIn(code)).toEqual(['ERR-005']);
    },
  );

  test.each([
    'raise ModelOnexError(message="no", error_code=EnumCoreErrorCode.TIMEOUT)',
    'raise OnexError(code=Code.A, message="no")',
    'raise ModelOnexError("no", EnumCoreErrorCode.TIMEOUT)',
    'raise ModelOnexError(**details)',
    'raise ModelOnexError.from_code(a)',
  ])('accepts %s', (code) => {
    expect(idsIn(code)).toEqual([]);
  });
});

describe('ERR-006', () => {
  const node = (method: string, name = 'NodeAEffect'): string => `class ${name}(NodeEffect):\n${method}`;
  const entry = '    async def execute_effect(self, contract):\n        return await self.send(contract)\n';

  test('refuses an entry method that waits without any try', () => {
    expect(idsIn(node(entry))).toEqual(['ERR-006']);
  });

  test.each([
    ['has a try', entry.replace('return', 'try:\n            return').concat('        finally:\n            pass\n')],
    [
      'leaves it to a method with a try',
      `${entry}    def send(self):\n        try:\n            g()\n        finally:\n            h()\n`,
    ],
    ['leaves it to a decorator', `    @standard_error_handling\n${entry}`],
    ['waits for nothing', '    def execute_effect(self, contract):\n        return contract\n'],
  ])('accepts one that %s', (_, method) => {
    expect(idsIn(node(method))).toEqual([]);
  });

  test('leaves computes alone', () => {
    expect(idsIn(`class NodeACompute(NodeCompute):\n${entry.replace('effect', 'compute')}`)).toEqual([]);
  });
});

describe('ERR-007', () => {
  const optional = (type: string, body: string): string => `try:\n    import a\nexcept ${type}:\n    ${body}\n`;

  test.each([
    ['ImportError', 'a = None'],
    ['(ImportError, AttributeError)', 'a: Module | None = None'],
    ['ModuleNotFoundError', 'a = b = None'],
  ])('refuses except %s: %s', (type, body) => {
    expect(idsIn(optional(type, body))).toEqual(['ERR-007']);
  });

  test.each([
    ['ImportError', 'has_a = False'],
    ['ImportError as e', 'raise ModelOnexError("a", Code.B) from e'],
    ['KeyError', 'a = None'],
  ])('accepts except %s: %s', (type, body) => {
    expect(idsIn(optional(type, body))).toEqual([]);
  });
});
