import * as fc from 'fast-check';
import { fingerprints } from './fingerprints';
import { issue } from './report.fixture';

const SOURCE = 'a = x\nb = y\na = x\n';
const ISSUES = [issue({ line: 1 }), issue({ line: 2 }), issue({ line: 3 }), issue({ line: 3, code: 'SEM-002' })];

describe('the fingerprint of an issue', () => {
  it('tells issues apart by rule, line and occurrence', () => {
    const known = fingerprints(ISSUES, SOURCE);
    expect(new Set(known).size).toBe(4);
    expect(known[2]).toBe(known[0]?.replace(/:1$/, ':2'));
  });

  it('stays when lines come above, the line is indented, or line ends change', () => {
    const lines = fc.array(fc.constantFrom('', 'import os', '# a = x'), { maxLength: 5 });
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '    ', '\t'), (above, end, indent) => {
        const moved = [...above, ...SOURCE.split('\n').map((line) => indent + line)].join(end);
        const there = ISSUES.map((each) => ({ ...each, line: each.line + above.length }));
        expect(fingerprints(there, moved)).toEqual(fingerprints(ISSUES, SOURCE));
      }),
    );
  });
});
