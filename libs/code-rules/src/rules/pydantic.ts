import { type Argument, type ClassItem, type Code, lastName, methodsOf } from '#code-model';
import { type Finding, levels, type Rule, type Subject } from '../rule';
import { pythonOnly } from './python-only';
import { isOptionalText, isText, modelsOf, nameOf, type PydanticModel } from './pydantic-models';
import { legacyPydantic } from './pydantic-legacy';

/** How models are written. */
export const PYDANTIC: readonly Rule[] = [
  {
    id: 'PYD-001',
    title: 'The API of pydantic 1',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'use model_dump, model_dump_json, model_validate, field_validator, model_validator and model_config',
    source:
      'omnibase_core scripts/validation/validate-pydantic-patterns.py; calls count only where the receiver is known to be a model or the keywords are pydantic’s own',
    check: pythonOnly(({ code }) => legacyPydantic(code)),
  },
  {
    id: 'PYD-002',
    title: 'A model without a full configuration',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'give the model model_config = ConfigDict(extra="forbid", …), with from_attributes=True where it is frozen',
    source:
      'omnibase_core src/omnibase_core/validation/validator_pydantic_conventions.py: no configuration, an empty one, frozen without from_attributes, a contract without extra, Field(default=None). Other models without extra are infos',
    check: pythonOnly(configurations),
  },
  {
    id: 'PYD-003',
    title: 'A text where the field has a type of its own',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'type identifiers as UUID, kinds and states as enums, and entities by id and display name',
    source: 'omnibase_core src/omnibase_core/validation/checker_pydantic_pattern.py; `*_name` is always an info',
    check: pythonOnly(textFields),
  },
  {
    id: 'PYD-004',
    title: 'A version as text',
    dimension: 'compliance',
    severity: levels('i/W'),
    hint: 'type versions as ModelSemVer and construct them from numbers',
    source: 'omnibase_core scripts/validation/validate-string-versions.py',
    check: pythonOnly(textVersions),
  },
  {
    id: 'PYD-005',
    title: 'A model is turned into a dictionary by hand, or made without validation',
    dimension: 'compliance',
    severity: levels('i/i'),
    hint: 'use model_validate and model_dump(mode="json") at the boundary',
    source:
      'omnibase_core scripts/validation/validate-no-dict-conversion.py, validate-no-pydantic-bypass.py and validate-model-dump-json-mode.py',
    check: pythonOnly(conversions),
  },
  {
    id: 'PYD-006',
    title: 'A time without a zone, or as text',
    dimension: 'compliance',
    severity: levels('W/W'),
    hint: 'type times as datetime and take them with datetime.now(UTC)',
    source:
      'omnibase_core scripts/validation/validate-timestamp-fields.py and node_no_utcnow_check_compute. DTZ003 and DTZ004 see calls only, not default_factory=datetime.utcnow',
    check: pythonOnly(times),
  },
];

function* configurations({ code, filePath }: Subject): Iterable<Finding> {
  for (const model of modelsOf(code)) {
    if (!model.isRoot) continue;
    yield* configuration(model, filePath);
    yield* needlessFields(model);
  }
}

function* configuration({ item }: PydanticModel, filePath: string | undefined): Iterable<Finding> {
  const at = item.nameSpan;
  const assign = item.children.find((child) => child.kind === 'assign' && child.targets.includes('model_config'));
  if (assign === undefined) {
    if (!hasLegacyConfig(item))
      yield { at, message: `\`${item.name}\` has no model_config`, detail: 'no configuration' };
    return;
  }
  const call = assign.children.find((child) => child.kind === 'call' && lastName(child.callee) === 'ConfigDict');
  if (call?.kind !== 'call' || call.arguments.some(({ spread }) => spread)) return;
  const given = new Map(call.arguments.map((argument) => [argument.name, argument]));
  if (given.size === 0) {
    yield { at: call, message: `The configuration of \`${item.name}\` is empty`, detail: 'empty configuration' };
    return;
  }
  const isContract = /Contract/.test(item.name) || /(?:^|\/)contracts\//.test(filePath ?? '');
  if (!given.has('extra')) {
    const message = `The configuration of \`${item.name}\` does not say what happens to extra fields`;
    yield { at: call, message, detail: 'no extra', ...(!isContract && { severity: 'info' }) };
  }
  if (isTrue(given.get('frozen')) && !isTrue(given.get('from_attributes'))) {
    yield { at: call, message: `\`${item.name}\` is frozen without from_attributes`, detail: 'frozen' };
  }
}

function hasLegacyConfig({ children }: ClassItem): boolean {
  return children.some((child) => child.kind === 'class' && child.name === 'Config');
}

/** `True` has one letter less than `False`. */
function isTrue(argument: Argument | undefined): boolean {
  return argument?.value.kind === 'boolean' && argument.value.end - argument.value.start === 'True'.length;
}

function* needlessFields({ fields }: PydanticModel): Iterable<Finding> {
  for (const { name, item } of fields) {
    const call = item.children.find((child) => child.kind === 'call' && lastName(child.callee) === 'Field');
    if (call?.kind !== 'call' || call.start !== item.value?.start || call.arguments.length !== 1) continue;
    const [argument] = call.arguments;
    if (argument?.name !== 'default' || argument.value.kind !== 'none') continue;
    yield {
      at: call,
      message: `Field(default=None) says no more about \`${name}\` than None`,
      detail: 'needless Field',
    };
  }
}

const ENUMS: ReadonlySet<string> = new Set(['category', 'type', 'status']);

function* textFields({ code }: Subject): Iterable<Finding> {
  for (const { fields } of modelsOf(code)) {
    for (const field of fields) {
      if (!isText(field.annotation)) continue;
      const { name } = field;
      const at = nameOf(field);
      if (name.endsWith('_id')) yield { at, message: `\`${name}\` is a text and not a UUID`, detail: 'identifier' };
      else if (ENUMS.has(name)) yield { at, message: `\`${name}\` is a text and not an enum`, detail: 'enum' };
      else if (name.endsWith('_name')) {
        yield { at, message: `\`${name}\` may refer to an entity by its name`, detail: 'name', severity: 'info' };
      }
    }
  }
}

const VERSION = /^(?:\w*_)?version$/;
const SEMVER = /^\d+\.\d+\.\d+$/;

function* textVersions({ code }: Subject): Iterable<Finding> {
  for (const { fields } of modelsOf(code)) {
    for (const field of fields) {
      if (!VERSION.test(field.name) || !isOptionalText(field.annotation)) continue;
      yield {
        at: nameOf(field),
        message: `\`${field.name}\` is a text and not a ModelSemVer`,
        detail: 'version field',
      };
    }
  }
  for (const { arguments: given } of code.all('call')) {
    for (const { name, value } of given) {
      if (value.text === undefined || !VERSION.test(name) || !SEMVER.test(value.text)) continue;
      yield { at: value, message: `\`${name}\` is given as the text ${value.text}`, detail: 'version literal' };
    }
  }
}

function* conversions({ code }: Subject): Iterable<Finding> {
  for (const { item } of modelsOf(code)) {
    for (const { name, nameSpan } of methodsOf(item)) {
      if (name !== 'to_dict' && name !== 'from_dict') continue;
      yield { at: nameSpan, message: `\`${item.name}.${name}\` does what pydantic does`, detail: 'own conversion' };
    }
  }
  for (const call of code.all('call')) {
    const name = lastName(call.callee);
    if (name === 'model_construct') {
      yield { at: call, message: '`model_construct` makes a model without validating it', detail: 'no validation' };
    } else if (name === 'model_dump' && call.arguments.length === 0 && call.callee !== name) {
      yield { at: call, message: '`model_dump()` keeps values that JSON has no form for', detail: 'no mode' };
    }
  }
}

const TIME =
  /(?:_at|_time|_timestamp)$|^(?:timestamp|created|updated|modified)$|^last_(?:accessed|modified|run|seen|updated|used)$/;
const NAIVE = /(?:^|\.)datetime\.(?:utcnow|utcfromtimestamp)$/;

function* times({ code }: Subject): Iterable<Finding> {
  for (const { fields } of modelsOf(code)) {
    for (const field of fields) {
      if (!TIME.test(field.name) || !isOptionalText(field.annotation)) continue;
      yield { at: nameOf(field), message: `\`${field.name}\` is a text and not a datetime`, detail: 'time as text' };
    }
  }
  yield* naiveTimes(code);
}

function* naiveTimes(code: Code): Iterable<Finding> {
  for (const item of code.all('call')) {
    if (NAIVE.test(item.callee))
      yield { at: item, message: `\`${item.callee}\` has no time zone`, detail: 'naive time' };
  }
  for (const item of code.all('member')) {
    if (NAIVE.test(item.path)) yield { at: item, message: `\`${item.path}\` has no time zone`, detail: 'naive time' };
  }
}
