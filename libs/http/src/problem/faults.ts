import { Problem } from './problem';

/** Of a name that a client made up, this much is shown. */
const SHOWN = 100;

/** `expected` completes the sentence "… must be …". */
export function invalidParameter(name: string, expected: string): Problem {
  return new Problem(400, 'invalid_parameter', `${name} must be ${expected}.`, { parameter: name });
}

export function missingParameter(name: string): Problem {
  return new Problem(400, 'missing_parameter', `${name} is missing.`, { parameter: name });
}

export function unknownParameter(name: string, known: readonly string[] = []): Problem {
  const parameter = name.slice(0, SHOWN);
  const there = known.length === 0 ? '' : ` There are ${known.join(', ')}.`;
  return new Problem(400, 'unknown_parameter', `There is no parameter ${JSON.stringify(parameter)}.${there}`, {
    parameter,
  });
}

/** `expected` completes the sentence "… must be …". */
export function invalidField(field: string, expected: string): Problem {
  return new Problem(400, 'invalid_field', `${field} must be ${expected}.`, { field });
}

export function missingField(field: string, detail = `${field} is missing.`): Problem {
  return new Problem(400, 'missing_field', detail, { field });
}

export function unknownField(name: string, known: readonly string[] = []): Problem {
  const field = name.slice(0, SHOWN);
  const there = known.length === 0 ? '' : ` There are ${known.join(', ')}.`;
  return new Problem(400, 'unknown_field', `There is no field ${JSON.stringify(field)}.${there}`, { field });
}
