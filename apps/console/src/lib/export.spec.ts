import { toCsv } from './export';

const columns = [
  { name: 'id', value: ({ id }: { id: string; n?: number | null }) => id },
  { name: 'n', value: ({ n }: { id: string; n?: number | null }) => n },
];

describe('rows as CSV', () => {
  it('have a heading, and quotes where a cell needs them', () => {
    expect(toCsv([{ id: 'a,"b"\nc', n: 1 }, { id: 'plain' }], columns)).toBe('id,n\r\n"a,""b""\nc",1\r\nplain,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('are no formula: %j', (id) => {
    expect(toCsv([{ id }], columns).split('\r\n')[1]).toBe(`'${id},`);
  });

  it('leave numbers as they are', () => {
    expect(toCsv([{ id: 'a', n: -1 }], columns)).toContain('a,-1');
  });
});
