import { openDatabase, withLibpqTls } from './database';

describe('the TLS settings of a URL', () => {
  it('are read as libpq reads them', () => {
    expect(withLibpqTls('postgres://u:p@db/x?sslmode=require')).toBe(
      'postgres://u:p@db/x?sslmode=require&uselibpqcompat=true',
    );
  });

  it('are left alone where there are none or the reading is chosen already', () => {
    for (const url of ['postgres://u:p@db/x', 'postgres://db/x?uselibpqcompat=false&sslmode=verify-full']) {
      expect(withLibpqTls(url)).toBe(url);
    }
  });
});

describe('a database URL that cannot be used', () => {
  it.each([
    ['postgres://db/x?sslmode=require&sslrootcert=/no/such/file', /no such file/],
    ['postgres://db/x?sslmode=verify-ca', /sslrootcert/],
    ['postgres://db:port/x', /Invalid URL/],
  ])('is reported when the database is opened: %s', (url, message) => {
    const open = () => openDatabase({ url, maxConnections: 1, applicationName: 'spec', onError: () => undefined });
    expect(open).toThrow(message);
  });
});
