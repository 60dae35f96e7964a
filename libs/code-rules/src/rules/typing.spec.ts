import * as fc from 'fast-check';
import { expectFindings, expectTold } from './expecting.fixture';
import { everyType, readType, type TypeExpression } from './type-expression';
import { TYPING } from './typing';

const ANY = 'from typing import Any\n';

describe('typing', () => {
  expectFindings(TYPING, 'PYT-001', [
    ['Any in a compute node', `${ANY}def f(x: Any) -> list[Any]: ...`, ['2', '2', '1'], { nodeType: 'compute' }],
    ['Any in an effect', `${ANY}def f(x: Any) -> int: ...`, ['2 info', '1 info'], { nodeType: 'effect' }],
    ['Any in a library', `${ANY}x: Callable[[int, Any], str] | None = None`, ['2', '1']],
    ['a quoted annotation', 'def f(x: "list[typing.Any]") -> None: ...', ['1']],
    ['a mapping to Any, which has a rule of its own', 'def f(x: dict[str, Any]) -> None: ...', []],
    ['a container without contents', 'def f(x: dict) -> "Optional[list]": ...', ['1 info', '1 info']],
    ['a container without contents in a pure node', 'def f(x: dict) -> int: ...', ['1'], { nodeType: 'reducer' }],
    ['Any that is allowed', `${ANY}@allow_any_type\ndef f(x: Any) -> Any: ...`, []],
    ['an import for type checkers only', `if TYPE_CHECKING:\n    ${ANY}`, []],
    [
      'names that only look like it',
      'def f(x: AnyStr, y: Literal["Any"], z: Annotated[int, Any]) -> Anything: ...',
      [],
    ],
  ]);

  expectFindings(TYPING, 'PYT-002', [
    ['mappings to Any', 'x: dict[str, Any]\ny: list[Mapping[str, Any]]', ['1', '2']],
    ['other mappings', 'x: dict[str, int]\ny: dict[str, list[Any]]', []],
  ]);

  expectTold('PYT-003', [
    ['old spellings', 'def f(x: Optional[int], y: typing.List[str]) -> Union[int, None]: ...', ['1', '1', '1']],
    ['today’s', 'def f(x: int | None, y: list[str]) -> dict[str, type[A]]: ...', []],
    ['a class of that name', 'class Set: ...\nx: Set\n', []],
    ['one inside another', 'from typing import List, Optional\nx: Optional[List[int]] = None', ['2', '2']],
    ['a text that is an annotation', 'from typing import List\nx: "List[int]"', ['2']],
  ]);

  expectFindings(TYPING, 'PYT-004', [
    ['a union of everything', 'x: Union[str, int, bool, float]\ny: str | int | bool | dict', ['1', '2']],
    ['a wide union of models', 'x: A | B | C', ['1 info']],
    ['a type that may be missing', 'x: str | int | None\ny: Optional[A]', []],
  ]);

  expectFindings(TYPING, 'PYT-005', [
    ['a missing result', 'def f(x: int): ...', ['1']],
    ['a missing result, where it is missing', 'def f(\n    x: int,\n): ...', ['3']],
    ['a missing parameter, where it stands', 'def f(\n    x: int,\n    y,\n) -> int: ...', ['3']],
    ['a missing parameter', 'def f(x: int, y) -> int: ...', ['1']],
    ['a slip among typed functions', 'def f(x: int) -> int: ...\ndef g() -> int: ...\ndef h(): ...', ['3']],
    ['a slip in a class with typed fields', 'class A:\n    x: int\n    y: int\n    def f(self): ...', ['4']],
    ['untyped code', 'def f(x): ...\ndef g(): ...', ['1 info', '2 info']],
    ['a constructor', 'class A:\n    def __init__(self, x: int): ...', []],
    [
      'the object and the class',
      'class A:\n    def f(self) -> int: ...\n    @classmethod\n    def g(cls) -> int: ...',
      [],
    ],
    ['a static method', 'class A:\n    @staticmethod\n    def f(x) -> int: ...', ['3']],
  ]);
});

describe('an annotation', () => {
  const written = ({ name, arguments: inside }: TypeExpression): string =>
    inside.length === 0 ? name : `${name}(${inside.map(written).join(' ')})`;

  it.each([
    ['dict[str, int | None]', 'dict(str |(int None))'],
    ['typing.Optional["Node"]', 'Optional(Node)'],
    ['"list[A]"', 'list(A)'],
    ['Callable[[A, B], C]', 'Callable([](A B) C)'],
    ['Annotated[int, Field(gt=1)]', 'Annotated(int)'],
    ['Literal["a", "b"] | None', '|(Literal None)'],
    ['Callable[..., A]', 'Callable( A)'],
  ])('%s is read as %s', (text, expected) => {
    expect(written(readType(text))).toBe(expected);
  });

  it('is read to its end, whatever it is', () => {
    const parts = fc.constantFrom('[', ']', '|', ',', '"', "'", 'Any', 'Literal', '(', ')', ' ', '.', '[[', '\ud800');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        for (const { start } of everyType(readType(text))) expect(start).toBeLessThanOrEqual(text.length);
      }),
    );
    expect([...everyType(readType('['.repeat(5000)))].length).toBeLessThan(100);
  });
});
