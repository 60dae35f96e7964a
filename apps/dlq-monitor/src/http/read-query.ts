import { Problem } from '#operations';

/** Reads one value; `undefined` means that it cannot be taken. */
export interface Parameter<T> {
  /** Completes the sentence "… must be …". */
  readonly expected: string;
  read(text: string): T | undefined;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type Values<P extends Parameters> = { [K in keyof P]?: P[K] extends Parameter<infer T> ? T : never };

/**
 * The parameters of a URL, each at most once, none that the page does not know: a misspelt filter that is ignored shows
 * everything, which looks like an answer. Read from the URL as it came, because decoders hide what is wrong with it.
 */
export function readQuery<const P extends Parameters>(url: string, parameters: P): Values<P> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of pairsOf(url)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) throw unknown(name, Object.keys(parameters));
    if (Object.hasOwn(values, name))
      throw new Problem(400, 'repeated_parameter', `${name} may be given once.`, { parameter: name });
    const value = parameter.read(text);
    if (value === undefined) throw invalidParameter(name, parameter.expected);
    values[name] = value;
  }
  return values as Values<P>;
}

export function invalidParameter(name: string, expected: string): Problem {
  return new Problem(400, 'invalid_parameter', `${name} must be ${expected}.`, { parameter: name });
}

/** What the client called it is shown, as far as a name is that long. */
function unknown(name: string, known: readonly string[]): Problem {
  const parameter = name.slice(0, 100);
  const there = known.length === 0 ? 'This page takes none.' : `There are ${known.join(', ')}.`;
  return new Problem(400, 'unknown_parameter', `There is no parameter ${JSON.stringify(parameter)}. ${there}`, {
    parameter,
  });
}

function pairsOf(url: string): readonly (readonly [string, string])[] {
  const start = url.indexOf('?');
  if (start === -1) return [];
  const parts = url.slice(start + 1).split('&');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return [decode(name, 'the name of a parameter'), decode(rest.join('='), name)];
    });
}

function decode(text: string, name: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidParameter(name.slice(0, 100), 'percent-encoded UTF-8');
  }
}
