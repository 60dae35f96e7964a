import { renderTable } from './table';
import { Addresses, APPS } from './stack-processes';

/** The table that `npm start` ends with, and three commands to try. The database's password is in it only when asked for. */
export function renderOverview({ bootstrap, brokerKind, databaseUrl, ports }: Addresses, showSecrets: boolean): string {
  const services = APPS.map((name) => {
    const url = `http://127.0.0.1:${ports[name]}`;
    return [name, String(ports[name]), `${url}/health/ready`, `${url}/metrics`];
  });
  const shownUrl = showSecrets ? databaseUrl : withoutPassword(databaseUrl);
  const table = renderTable([
    ['service', 'port', 'health', 'metrics'],
    ...services,
    ['broker', portOf(bootstrap), `${bootstrap} (${brokerKind})`, ''],
    ['database', portOf(databaseUrl), shownUrl, ''],
  ]);
  return `${table}

Try:
  npm run demo
  npx omni request stamp --json '{"content":"hello"}'
  npx omni dlq groups

Console, with the catalog of all messages: http://127.0.0.1:${ports['dlq-monitor']}/
The database, while this runs: ${PSQL}
Its password is shown by: npm start -- status --show-secrets

Logs are in .local/logs/. Ctrl-C stops everything, as does: npm start -- stop`;
}

/** Takes the password from where the stack keeps its addresses, in a file that only its owner can read. */
const PSQL = `psql "$(node -p "require('./.local/run/addresses.json').databaseUrl")"`;

function portOf(address: string): string {
  return /:(\d+)(?:\/|\?|,|$)/.exec(address)?.[1] ?? '';
}

/** Wherever PostgreSQL takes it from: before the host or among the parameters. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  url.password = '';
  url.searchParams.delete('password');
  return url.href;
}
