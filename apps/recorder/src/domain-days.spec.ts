import { domainDays } from './domain-days';

describe('days of a domain', () => {
  it.each([
    ['bridge=90', ['bridge', 90]],
    [' intelligence = 1 ', ['intelligence', 1]],
    ['nowhere=90', undefined],
    ['bridge=0', undefined],
    ['bridge=36501', undefined],
    ['bridge', undefined],
    ['bridge=9.5', undefined],
  ])('%j', (raw, read) => {
    expect(domainDays.parse(raw)).toEqual(read);
  });
});
