import { isPlaceholder, lastName } from '#code-model';
import type { Finding, Subject } from '../rule';

interface Role {
  readonly base: RegExp;
  readonly prefix: string;
  readonly noun: string;
}

const ROLES: readonly Role[] = [
  { base: /^BaseModel$/, prefix: 'Model', noun: 'Pydantic model' },
  { base: /^(?:Str|Int)?(?:Enum|Flag)$/, prefix: 'Enum', noun: 'Enumeration' },
  { base: /^Protocol$/, prefix: 'Protocol', noun: 'Protocol' },
  { base: /^TypedDict$/, prefix: 'TypedDict', noun: 'Typed dictionary' },
];
const EXEMPT = /^_|^Test|(?:Error|Exception|Test|TestCase)$/;

/** Models, enumerations, protocols and typed dictionaries without the prefix that upstream's naming gives them. */
export function* misnamedRoles({ code }: Subject): Iterable<Finding> {
  for (const { name, nameSpan, bases } of code.all('class')) {
    const role = ROLES.find(({ base }) => bases.some((path) => base.test(lastName(path))));
    if (role === undefined || EXEMPT.test(name) || name.startsWith(role.prefix)) continue;
    const message = `${role.noun} \`${name}\` does not start with \`${role.prefix}\``;
    yield { at: nameSpan, message, ...(isPlaceholder(name) ? { severity: 'info' } : {}) };
  }
}
