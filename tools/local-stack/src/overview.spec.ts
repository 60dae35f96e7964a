import { renderOverview } from './overview';
import { PORTS } from './config';
import type { Addresses } from './stack-processes';

const ADDRESSES: Addresses = {
  pid: 1,
  bootstrap: '127.0.0.1:9092',
  brokerKind: 'Apache Kafka',
  databaseUrl: 'postgresql://omninode:hunter2@127.0.0.1:55432/omninode',
  ports: {
    kafka: 9092,
    postgres: 55432,
    intelligence: 8053,
    bridge: 8054,
    'dlq-monitor': 8055,
    recorder: 8056,
    coordinator: 8057,
  },
};

describe('the table that a start ends with', () => {
  it('names every port', () => {
    const table = renderOverview(ADDRESSES, false);
    for (const { fallback } of Object.values(PORTS)) expect(table).toContain(`:${fallback}`);
  });

  it('says where the database is and how to get in, but not its password', () => {
    const table = renderOverview(ADDRESSES, false);
    expect(table).toMatch(/^database +55432 +postgresql:\/\/omninode@127\.0\.0\.1:55432\/omninode$/m);
    expect(table).toContain('psql ');
    expect(table).toContain('--show-secrets');
    expect(table).not.toContain('hunter2');
  });

  it('hides a password among the parameters too', () => {
    const databaseUrl = 'postgresql://db/omninode?user=me&password=hunter2&sslmode=require';
    const table = renderOverview({ ...ADDRESSES, databaseUrl }, false);
    expect(table).toMatch(/ postgresql:\/\/db\/omninode\?user=me&sslmode=require$/m);
    expect(table).not.toContain('hunter2');
  });

  it('shows the password to whoever asks for it', () => {
    expect(renderOverview(ADDRESSES, true)).toContain(ADDRESSES.databaseUrl);
  });
});
