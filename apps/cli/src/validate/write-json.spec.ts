import { unchecked } from './file-report';
import { checked, issue, written } from './report.fixture';
import { writeJson } from './write-json';

describe('the report for programs', () => {
  it('is one object with every file and the counts', async () => {
    const issues = [issue(), issue({ severity: 'info' })];
    const reports = [
      checked('a.py', 'x', issues),
      unchecked('b', 'file_not_found', 'there is no such file'),
      checked('c.py', ''),
    ];
    expect(JSON.parse(await written(writeJson, reports))).toMatchObject({
      version: 1,
      files: [
        { path: 'a.py', language: 'python', is_valid: false, quality_score: 0.75, dimensions: { syntax: 1 }, issues },
        { path: 'b', error: { code: 'file_not_found', message: 'there is no such file' } },
        { path: 'c.py', is_valid: true, issues: [] },
      ],
      summary: {
        files: 3,
        failed: 1,
        unchecked: 1,
        errors: 1,
        warnings: 0,
        infos: 1,
        below_min_score: 0,
        exit_code: 2,
      },
    });
  });

  it('is one object without files too', async () => {
    expect(JSON.parse(await written(writeJson, []))).toMatchObject({ files: [], summary: { files: 0, exit_code: 0 } });
  });
});
