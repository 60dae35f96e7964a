import { artifactLocation } from './sarif-uri';

describe('where SARIF says a file is', () => {
  it.each([
    ['src/a.py', 'src/a.py'],
    ['./src/../a.py', 'a.py'],
    ['/repository/a.py', 'a.py'],
    ['a b/ä#?.py', 'a%20b/%C3%A4%23%3F.py'],
    ['c:d.py', 'c%3Ad.py'],
    ['..a.py', '..a.py'],
  ])('%s is below the root', (path, uri) => {
    expect(artifactLocation(path, '/repository')).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  it('is absolute outside the root', () => {
    expect(artifactLocation('../other/a b.py', '/repository')).toEqual({ uri: 'file:///other/a%20b.py' });
  });
});
