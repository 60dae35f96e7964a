import { unchecked } from './file-report';
import { checked, issue, written } from './report.fixture';
import { writeText } from './write-text';

const REPORTS = [
  checked('src/fine.py', 'x = 1\n'),
  checked('src/a.py', 'import os\n\treturn x\n', [
    issue({
      line: 1,
      column: 8,
      end_column: 10,
      severity: 'warning',
      code: 'SEM-002',
      message: '`os` unused',
      hint: 'remove it',
    }),
    issue({ line: 2, column: 9, end_line: 2, end_column: 10, hint: 'define it' }),
    issue({ line: 2, column: 2, end_line: 3, end_column: 1, hint: 'define it' }),
  ]),
  unchecked('src/b.py', 'invalid_utf8', 'it is not UTF-8'),
];

describe('the report for people', () => {
  it('has the files with something to say, each issue with its place and each advice once', async () => {
    expect(await written(writeText, REPORTS)).toBe(`src/a.py  quality 0.75, compliance 1
  1:8  warning  SEM-002  \`os\` unused
      │ import os
      │        ^^
      → remove it
  2:9  error    SEM-001  Undefined name \`x\`
      │     return x
      │            ^
      → define it
  2:2  error    SEM-001  Undefined name \`x\`
      │     return x
      │     ^^^^^^^^

src/b.py
  not checked  invalid_utf8  it is not UTF-8

✗ 3 files: 2 errors, 1 warning, 0 infos, 1 not checked
`);
  });

  it('is one line when all is well', async () => {
    expect(await written(writeText, REPORTS.slice(0, 1))).toBe('✓ 1 file: 0 errors, 0 warnings, 0 infos\n');
  });

  it('has only what fails when it is to be quiet', async () => {
    const text = await written(writeText, REPORTS, { quiet: true });
    expect(text).toContain('2:9  error');
    expect(text).not.toContain('SEM-002');
    expect(text).not.toContain('files:');
  });

  it('says which files are below the minimum score, and how many issues are not listed', async () => {
    const low = { ...checked('a.py', 'x', [issue({ severity: 'info' })], { quality_score: 0.4 }), omitted: 3 };
    const text = await written(writeText, [low], { threshold: { failOn: 'error', minScore: 0.5 } });
    expect(text).toContain('the quality is below 0.5');
    expect(text).toContain('… and 3 more');
    expect(text).toMatch(/^✗ 1 file: .*1 below the minimum score$/m);
  });

  it('lets nothing of what it shows reach the terminal as a command', async () => {
    const evil = '\u001b[2J\u0007';
    const hostile = checked(`a${evil}.py`, `x${evil}`, [issue({ message: `m${evil}`, hint: `h${evil}` })]);
    const text = await written(writeText, [hostile, unchecked(`b${evil}`, 'file_unreadable', evil)]);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u0007');
  });
});
