import { registryAddress } from './registry-address';

describe('the address of the registry', () => {
  it('is shown without credentials', () => {
    const { base, authorization } = registryAddress({ url: 'https://ada:s%3Acr%40t@registry.local:8081/schemas/' });
    expect(base).toBe('https://registry.local:8081/schemas');
    expect(authorization).toBe(`Basic ${Buffer.from('ada:s:cr@t').toString('base64')}`);
  });

  it('may have no credentials at all', () => {
    expect(registryAddress({ url: 'http://127.0.0.1:8081' })).toEqual({
      base: 'http://127.0.0.1:8081',
      authorization: undefined,
      secrets: [],
    });
  });

  it('prefers the token', () => {
    const { authorization } = registryAddress({ url: 'http://ada:pass@registry.local', bearerToken: 'abc.def' });
    expect(authorization).toBe('Bearer abc.def');
  });

  it.each([
    'hunter2',
    'ftp://ada:hunter2@registry.local',
    'http://ada:hunter2@',
    'http://ada:hunter2%@registry.local',
    'http://registry.local/?token=hunter2',
    'http://registry.local/#hunter2',
  ])('is refused as %j without being repeated', (url) => {
    expect(() => registryAddress({ url })).toThrow(expect.objectContaining({ code: 'registry_url_invalid' }));
    expect(() => registryAddress({ url })).not.toThrow(/hunter2/);
  });

  it.each(['hunter2\n', 'hun ter2', '', 'hünter2'])('is refused with the token %j', (bearerToken) => {
    const settings = { url: 'http://registry.local', bearerToken };
    expect(() => registryAddress(settings)).toThrow(expect.objectContaining({ code: 'registry_url_invalid' }));
    expect(() => registryAddress(settings)).not.toThrow(/ter2/);
  });
});
