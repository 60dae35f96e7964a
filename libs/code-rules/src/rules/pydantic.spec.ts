import { expectFindings } from './expecting.fixture';
import { PYDANTIC } from './pydantic';

const model = (...lines: string[]): string =>
  `class ModelA(BaseModel):\n${lines.map((line) => `    ${line}\n`).join('')}`;
const config = (written: string): string => model(`model_config = ConfigDict(${written})`, 'x: int');

describe('pydantic', () => {
  expectFindings(PYDANTIC, 'PYD-001', [
    ['a configuration by class', model('class Config:', '    frozen = True'), ['2']],
    [
      'pydantic 1 by name',
      `from pydantic.v1 import BaseModel, validator\n${model('@validator("x")', 'def f(cls, v): return v', 'class Config: ...')}x = ModelA(x=1).dict()`,
      [],
    ],
    ['the same of others', `from langchain_core.pydantic_v1 import BaseModel\n${model('class Config: ...')}`, []],
    ['a module of that name', `from pydantic import v1 as pydantic\n${model('class Config: ...')}`, []],
    ['a class of that name outside models', 'class A:\n    class Config: ...', []],
    ['validators of old', model('@validator("x")', 'def f(cls, v): return v'), ['2']],
    ['validators of others', 'class A:\n    @validator("x")\n    def f(self): ...', []],
    ['methods of a constructed model', 'def f():\n    m = ModelA(x=1)\n    return m.dict()', ['3']],
    ['methods of a parameter', 'def f(m: ModelA | None): return m.json()', ['1']],
    ['methods of the class', 'x = ModelA.parse_obj(d)', ['1']],
    ['keywords only pydantic has', 'def f(m): return m.dict(exclude_none=True)', ['1']],
    ['a response, a dictionary, a frame', 'def f(r, d):\n    r.json()\n    d.copy()\n    return d.copy(deep=True)', []],
  ]);

  expectFindings(PYDANTIC, 'PYD-002', [
    ['no configuration', model('x: int'), ['1']],
    ['an empty one', config(''), ['2']],
    ['frozen without attributes', config('frozen=True, extra="forbid"'), ['2']],
    ['a model without extra', config('validate_assignment=True'), ['2 info']],
    ['a contract without extra', config('validate_assignment=True').replace('ModelA', 'ModelContractA'), ['2']],
    ['a model in a folder of contracts', config('strict=True'), ['2'], { filePath: 'src/contracts/model_a.py' }],
    ['a field that only says None', `${config('extra="forbid"')}    y: int | None = Field(default=None)`, ['4']],
    ['a full configuration', config('extra="forbid", frozen=True, from_attributes=True'), []],
    ['a model below another', 'class ModelB(ModelBase):\n    x: int', []],
    ['a class that is no model', 'class A:\n    x: int', []],
  ]);

  expectFindings(PYDANTIC, 'PYD-003', [
    ['identifiers and states', model('user_id: str', 'status: "str"', 'owner_name: str'), ['2', '3', '4 info']],
    ['typed fields', model('user_id: UUID', 'status: EnumStatus', 'name: str', 'ID_id: ClassVar[str]'), []],
    ['no model', 'class A:\n    user_id: str\nclass NodeAEffect(ModelServiceEffect):\n    user_id: str', []],
  ]);

  expectFindings(PYDANTIC, 'PYD-004', [
    ['versions as text', model('version: str = "1.0.0"', 'node_version: str | None = None'), ['2', '3']],
    ['a version given as text', 'x = make(version="1.0.0")', ['1']],
    ['other versions', `${model('version: ModelSemVer')}x = make(version="latest", name="1.0.0")`, []],
  ]);

  expectFindings(PYDANTIC, 'PYD-005', [
    ['conversions by hand', model('def to_dict(self): return {}'), ['2']],
    ['no validation, no mode', 'a = ModelA.model_construct(x=1)\nb = a.model_dump()', ['1', '2']],
    ['a mode', 'b = a.model_dump(mode="json")', []],
  ]);

  expectFindings(PYDANTIC, 'PYD-006', [
    ['times as text', model('created_at: str', 'timestamp: str | None = None'), ['2', '3']],
    ['times without a zone', 'x = datetime.utcnow()\ny = Field(default_factory=datetime.datetime.utcnow)', ['1', '2']],
    ['times', `${model('created_at: datetime', 'last_name: str')}x = datetime.now(UTC)`, []],
  ]);
});
