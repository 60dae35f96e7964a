import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PORTS } from '../../tools/local-stack/src/config';

const root = join(__dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args: { readonly APP: string } };
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Stage {
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Instructions of a Dockerfile, continued lines joined, comments left out. */
function instructionsOf(dockerfile: string): readonly Instruction[] {
  return dockerfile
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => /^(\w+)\s+(.*)$/.exec(line))
    .map((match) => ({ name: match?.[1] ?? '', rest: match?.[2]?.trim() ?? '' }));
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const starts = instructions.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []));
  return starts.map((start, index) => ({
    name: / AS (\S+)$/.exec(instructions[start]?.rest ?? '')?.[1] ?? '',
    instructions: instructions.slice(start + 1, starts[index + 1]),
  }));
}

const isPath = (source: string): boolean => source.startsWith('.');

interface Tempo {
  readonly server: { readonly http_listen_port: number };
  readonly distributor: {
    readonly receivers: { readonly otlp: { readonly protocols: { readonly http: { readonly endpoint: string } } } };
  };
}

const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const stages = stagesOf(instructionsOf(text('deploy/Dockerfile')));
const last = stages.at(-1);
const manifest = JSON.parse(text('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const nest = JSON.parse(text('nest-cli.json')) as {
  readonly projects: Readonly<Record<string, { readonly type: string; readonly root: string }>>;
};
const example = new Set([...text('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]));

describe('docker-compose.yml', () => {
  it.each(services)('lets %s wait only for what can be waited for', (_, { depends_on = {} }) => {
    for (const [target, { condition }] of Object.entries(depends_on)) {
      const service = compose.services[target];
      if (condition === 'service_healthy') expect(service?.healthcheck?.test).toBeDefined();
      else {
        expect(condition).toBe('service_completed_successfully');
        expect(service?.restart).not.toMatch(/always|unless-stopped/);
      }
    }
  });

  it('has every service wait for broker, database and topics', () => {
    for (const name of ['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder']) {
      expect(Object.keys(compose.services[name]?.depends_on ?? {}).sort()).toEqual(['postgres', 'redpanda', 'topics']);
    }
  });

  it('has every service read the registry of its broker, and register there at its start', () => {
    const command = compose.services['redpanda']?.command ?? [];
    const [, port] = command.map((part) => /^--schema-registry-addr=0\.0\.0\.0:(\d+)$/.exec(part)).find(Boolean) ?? [];
    for (const name of ['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder']) {
      expect(compose.services[name]?.environment).toMatchObject({
        SCHEMA_REGISTRY_URL: `http://omninode-bridge-redpanda:${port}`,
        SCHEMA_REGISTRY_REGISTER: 'true',
      });
    }
  });

  it.each(services)('gives %s texts for commands and health checks', (_, { command = [], healthcheck }) => {
    for (const part of [...command, ...(healthcheck?.test ?? [])]) expect(typeof part).toBe('string');
  });

  it('pins every image to a release', () => {
    const images = services.flatMap(([, { image }]) => image ?? []);
    expect(images).toHaveLength(7);
    for (const image of images) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[\w.]+)?$/);
  });

  it.each(ours)('builds %s from the Dockerfile, as an app of the workspace', (_, { build }) => {
    expect(existsSync(join(root, build?.context ?? '', build?.dockerfile ?? 'nowhere'))).toBe(true);
    const project = nest.projects[build?.args.APP ?? ''];
    expect(project?.type).toBe('application');
    expect(existsSync(join(root, project?.root ?? 'nowhere'))).toBe(true);
  });

  it.each(ours)('gives %s nothing to write on but /tmp, and no rights', (_, { read_only, tmpfs, cap_drop }) => {
    expect({ read_only, tmpfs, cap_drop }).toEqual({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
  });

  it('starts what there has to be by itself, and the rest by profiles', () => {
    const profiles = new Set(services.flatMap(([, service]) => service.profiles ?? []));
    expect([...profiles].toSorted()).toEqual(['demo', 'nats', 'observability', 'tools']);
    const core = services.filter(([, service]) => service.profiles === undefined).map(([name]) => name);
    expect(core).toEqual([
      'redpanda',
      'postgres',
      'topics',
      'intelligence',
      'bridge',
      'coordinator',
      'dlq-monitor',
      'recorder',
    ]);
  });

  it('publishes every port once, on this machine only, those of the services where .env.example has them', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(new Set(published.map((port) => port.split(':')[1])).size).toBe(published.length);
    for (const name of ['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder'] as const) {
      const { fallback } = PORTS[name];
      expect(compose.services[name]).toMatchObject({
        ports: [`127.0.0.1:${fallback}:${fallback}`],
        environment: { PORT: fallback },
      });
    }
  });

  it('has the names and ports of the documents', () => {
    expect(compose).toMatchObject({
      networks: { default: { name: 'omninode_bridge_omninode-bridge-network' } },
      services: {
        redpanda: {
          container_name: 'omninode-bridge-redpanda',
          ports: expect.arrayContaining(['127.0.0.1:29092:29092', '127.0.0.1:8084:8081', '127.0.0.1:9644:9644']),
        },
        postgres: { ports: ['127.0.0.1:5436:5432'] },
        intelligence: { networks: { default: { aliases: ['archon-intelligence'] } } },
        bridge: { networks: { default: { aliases: ['archon-bridge'] } } },
      },
    });
    expect(JSON.stringify(compose.services['redpanda']?.command)).toContain(
      'internal://omninode-bridge-redpanda:9092,external://localhost:29092',
    );
  });

  it('uses and interpolates only variables that .env.example explains', () => {
    const set = ours.flatMap(([, { environment = {} }]) => Object.keys(environment));
    const interpolated = [...text('docker-compose.yml').matchAll(/(?<!\$)\$\{(\w+)/g)].map((match) => match[1] ?? '');
    expect(set.length).toBeGreaterThan(0);
    expect([...set, ...interpolated].filter((name) => !example.has(name))).toEqual([]);
  });

  it('declares every named volume, and keeps the tools out of the ordinary start', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const [files, named] = [sources.filter(isPath), sources.filter((source) => !isPath(source))];
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const file of files) expect(existsSync(join(root, file))).toBe(true);
    expect(compose.services['console']).toMatchObject({ profiles: ['tools'] });
    expect(compose.services['nats']).toMatchObject({ profiles: ['nats'] });
    for (const name of ['prometheus', 'grafana', 'tempo']) {
      expect(compose.services[name]).toMatchObject({ profiles: ['observability'] });
    }
  });

  it('lets traces go to Tempo, where Grafana looks for them', () => {
    const { distributor, server } = parse(text('deploy/observability/tempo/tempo.yml')) as Tempo;
    const [, port] = /OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/tempo:(\d+) /.exec(text('docker-compose.yml')) ?? [];
    expect(distributor.receivers.otlp.protocols.http.endpoint).toBe(`0.0.0.0:${port}`);
    expect(compose.services['tempo']?.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(text('deploy/observability/grafana/provisioning/datasources/omninode.yml')).toContain(
      `url: http://tempo:${server.http_listen_port}\n`,
    );
  });
});

describe('the Dockerfile', () => {
  it('runs only npm scripts that exist', () => {
    const runs = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'RUN'));
    const scripts = runs.flatMap(({ rest }) =>
      [...rest.matchAll(/npm run (?:--\S+ )*([\w:-]+)/g)].map((m) => m[1] ?? ''),
    );
    expect(scripts).toEqual(['build']);
    for (const script of scripts) expect(manifest.scripts).toHaveProperty([script]);
  });

  it('copies only what exists and what .dockerignore lets through', () => {
    const allowed =
      text('.dockerignore')
        .match(/^!.+$/gm)
        ?.map((line) => line.slice(1)) ?? [];
    const copies = stages.flatMap(({ instructions }) => instructions.filter(({ name }) => name === 'COPY'));
    const sources = copies
      .filter(({ rest }) => !rest.startsWith('--from='))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
    expect(sources).toContain('libs');
    for (const source of sources) {
      expect(existsSync(join(root, source))).toBe(true);
      expect(allowed).toContain(source);
    }
  });

  it('takes its last stage, which has nothing of its own, from earlier ones', () => {
    const copied = last?.instructions.flatMap(
      ({ rest }) => /^--from=(\S+) (\S+)/.exec(rest)?.slice(1, 3).join(' ') ?? [],
    );
    expect(copied).toEqual(['system /system', 'files /images/${APP}']);
    expect(
      instructionsOf(text('deploy/Dockerfile'))
        .filter(({ name }) => name === 'FROM')
        .at(-1)?.rest,
    ).toMatch(/^scratch /);
    expect(last?.instructions.some(({ name }) => name === 'RUN')).toBe(false);
  });

  it('does not run as root', () => {
    const user = last?.instructions.findLast(({ name }) => name === 'USER')?.rest;
    expect(user).toBeDefined();
    expect(['root', '0']).not.toContain(user);
  });

  it('listens where other containers can reach it', () => {
    const set = last?.instructions.filter(({ name }) => name === 'ENV').flatMap(({ rest }) => rest.split(/\s+/));
    expect(set).toContain('HOST=0.0.0.0');
  });

  it('starts the app without a shell, so that Node itself receives SIGTERM', () => {
    const command = JSON.parse(
      last?.instructions.findLast(({ name }) => name === 'ENTRYPOINT')?.rest ?? '[]',
    ) as string[];
    expect(command).toEqual(['node', '--enable-source-maps', 'app/main.js']);
    const check = last?.instructions.find(({ name }) => name === 'HEALTHCHECK')?.rest;
    expect(check).toMatch(/ CMD \["node", /);
  });
});

describe('.env.example', () => {
  it('explains every variable in one line above it', () => {
    const lines = text('.env.example').split('\n');
    for (const [index, line] of lines.entries()) {
      if (/^# [A-Z0-9_]+=/.test(line)) expect(lines[index - 1]).toMatch(/^# [A-Z].*\S$/);
    }
  });

  it('has every variable that a service reads', () => {
    const files = [
      ...['intelligence', 'bridge', 'coordinator', 'dlq-monitor', 'recorder'].map((app) => `apps/${app}/src/config.ts`),
      ...['kafka', 'service', 'tracing'].map((subject) => `libs/config/src/${subject}-spec.ts`),
      'libs/settings/src/http-spec.ts',
    ];
    const read = files.flatMap((file) =>
      [...text(file).matchAll(/variable\(\s*'([A-Z_]+)'/g)].map((match) => match[1]),
    );
    expect(read).toEqual(
      expect.arrayContaining(['PORT', 'DATABASE_URL', 'KAFKA_BOOTSTRAP_SERVERS', 'DLQ_ALERT_THRESHOLD', 'HTTP_TOKENS']),
    );
    expect(read.filter((name) => !example.has(name))).toEqual([]);
  });

  it('sets nothing by itself, so that a copy of it changes nothing', () => {
    expect(text('.env.example')).not.toMatch(/^[^#\n]/m);
  });

  it("has the stack's own ports, with the values they have when unset", () => {
    for (const { variable, fallback } of Object.values(PORTS)) {
      expect(text('.env.example')).toContain(`# ${variable}=${fallback}\n`);
    }
  });
});
