import { unchecked } from './file-report';
import { checked, issue, written } from './report.fixture';
import { writeGithub } from './write-github';

describe('annotations for GitHub', () => {
  it('are a line each, of the file they are about, whatever folder omni ran in', async () => {
    const issues = [
      issue({ line: 3, column: 5, end_line: 3, end_column: 9 }),
      issue({ severity: 'warning', line: 4, end_line: 6, code: 'ERR-001', message: 'too broad', hint: 'Name it.' }),
      issue({ severity: 'info', end_column: 1 }),
    ];
    expect(await written(writeGithub, [checked('src/a.py', 'x', issues), checked('b.py', '')])).toBe(
      [
        '::error file=/repository/src/a.py,line=3,endLine=3,col=5,endColumn=8,title=SEM-001::Undefined name `x`',
        '::warning file=/repository/src/a.py,line=4,endLine=6,title=ERR-001::too broad%0AName it.',
        '::notice file=/repository/src/a.py,line=1,endLine=1,col=1,endColumn=1,title=SEM-001::Undefined name `x`',
        '',
      ].join('\n'),
    );
  });

  it('say what could not be checked, and what is not good enough', async () => {
    const reports = [unchecked('a.py', 'invalid_utf8', 'it is not UTF-8'), checked('b.py', '')];
    const threshold = { failOn: 'error', minScore: 0.8 } as const;
    expect(await written(writeGithub, reports, { threshold })).toBe(
      '::error file=/repository/a.py,title=invalid_utf8::it is not UTF-8\n' +
        '::error file=/repository/b.py,title=below_min_score::the quality 0.75 is below 0.8\n',
    );
  });

  it('cannot be made to command something else', async () => {
    const hostile = issue({ message: '100%\n::set-env name=A::b\r' });
    expect(await written(writeGithub, [checked('a,b:c\n::error::.py', 'x', [hostile])])).toBe(
      '::error file=/repository/a%2Cb%3Ac%0A%3A%3Aerror%3A%3A.py,line=1,endLine=1,col=1,endColumn=1,title=SEM-001' +
        '::100%25%0A::set-env name=A::b%0D\n',
    );
  });

  it('are those that fail a file, where nothing else is wanted', async () => {
    const issues = [issue({ severity: 'warning' }), issue()];
    const lines = await written(writeGithub, [checked('a.py', 'x', issues)], { quiet: true });
    expect(lines).toMatch(/^::error [^\n]*\n$/);
  });
});
