/** Something a rule has against a contract. */
export interface ContractFinding {
  /** Id in the rule catalogue, e.g. `CON-001`. */
  readonly rule: string;
  readonly message: string;
  /** JSON pointer into the request, e.g. `/contracts/0/node_type`; it goes on inside a contract that came as text. */
  readonly path: string;
}

/** One contract can be wrong in thousands of places; a reply must not grow with it. */
export const MAX_FINDINGS_PER_RULE = 50;
const MAX_NAME_LENGTH = 60;
const MAX_LISTED = 5;

/** Collects findings in the order they are made; keeps the first `MAX_FINDINGS_PER_RULE` of each rule. */
export class Report {
  private readonly counts = new Map<string, number>();
  private readonly kept: ContractFinding[] = [];

  constructor(findings: readonly ContractFinding[] = []) {
    for (const { rule, path, message } of findings) this.add(rule, path, message);
  }

  add(rule: string, path: string, message: string): void {
    const count = (this.counts.get(rule) ?? 0) + 1;
    this.counts.set(rule, count);
    if (count <= MAX_FINDINGS_PER_RULE) this.kept.push({ rule, message, path });
  }

  get findings(): ContractFinding[] {
    return this.kept;
  }
}

/** A name out of a contract, quoted and cut. JSON's quoting also escapes lone surrogates and control characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name);
}

/** The first few of `names`, and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map(quoted).join(', ');
  return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown;
}
