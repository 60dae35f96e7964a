import { renderTable } from './table';
import { Addresses, APPS } from './stack';

/** The table that `npm start` ends with, and three commands to try. */
export function renderOverview({ bootstrap, brokerKind, databaseUrl, ports }: Addresses): string {
  const services = APPS.map((name) => {
    const url = `http://127.0.0.1:${ports[name]}`;
    return [name, String(ports[name]), `${url}/health/ready`, `${url}/metrics`];
  });
  const table = renderTable([
    ['service', 'port', 'health', 'metrics'],
    ...services,
    ['broker', portOf(bootstrap), `${bootstrap} (${brokerKind})`, ''],
    ['database', portOf(databaseUrl), databaseUrl, ''],
  ]);
  return `${table}

Try:
  npm run demo
  npx omni request stamp --json '{"content":"hello"}'
  curl http://127.0.0.1:${ports['dlq-monitor']}/dead-letters

Every message of the bus: http://127.0.0.1:${ports['dlq-monitor']}/catalog

Logs are in .local/logs/. Ctrl-C stops everything.`;
}

function portOf(address: string): string {
  return /:(\d+)(?:\/|\?|,|$)/.exec(address)?.[1] ?? '';
}
