import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppProcess } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { runContainer, runProgram, startContainer } from './container';
import { describeWithImages } from './describe-with-images';
import { APPS, Images, type Image, type ImageName } from './images';

/** All of them, beside other suites on two cores. */
const BUILD_MS = 1_500_000;

/** Of one image, uncompressed. */
const MAX_BYTES = 300_000_000;

const SERVICES = ['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'] as const;

/** What only one service asks for, by request: all of them are loaded when they are first needed. */
const PYTHON = 'import os\n\n\nclass NodeThing:\n    def run(self) -> str:\n        return os.name\n';
const TYPESCRIPT = 'export const thing = (name: string): string => `hello ${name}`;\n';

describeWithImages('the images of the Dockerfile', () => {
  const images = new Images();
  const opened = new Map<ImageName, Image>();
  let broker: LocalBroker;
  let database: RandomDatabase;

  const image = (app: ImageName): Image => {
    const found = opened.get(app);
    if (found === undefined) throw new Error(`${app} has no image`);
    return found;
  };
  const settings = () => ({ KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url });
  const omni = (...args: readonly string[]) => runContainer(image('cli'), args, settings());

  beforeAll(async () => {
    images.build();
    for (const app of APPS) opened.set(app, images.open(app));
    broker = await startLocalBroker();
    database = await createRandomDatabase();
  }, BUILD_MS);
  afterAll(async () => {
    await broker.stop();
    await database.drop();
    images.close();
  });

  it('are small', () => {
    const sizes = Object.fromEntries([...opened].map(([app, { size }]) => [app, Math.round(size / 1e6)]));
    process.stdout.write(`MB of the images: ${JSON.stringify(sizes)}\n`);
    for (const app of APPS) expect(image(app).size).toBeLessThan(MAX_BYTES);
  });

  it.each(APPS)('%s has a program to run and no other: no shell, no package manager', (app) => {
    const { root } = image(app);
    expect(readdirSync(join(root, 'usr/local/bin'))).toEqual(['node']);
    for (const folder of ['bin', 'sbin', 'usr/bin', 'usr/sbin']) expect(existsSync(join(root, folder))).toBe(false);
  });

  it.each(APPS)('%s has only what it needs: no other app that it does not use, no tests, no sources', (app) => {
    const { root } = image(app);
    const apps = app === 'dlq-monitor' ? ['console', app] : [app];
    expect(readdirSync(join(root, 'project/dist/apps')).toSorted()).toEqual(apps);
    expect(readdirSync(join(root, 'project/dist')).toSorted()).toEqual(['apps', 'libs']);
  });

  it.each(APPS)('%s lists exactly the packages it has, with their licences', (app) => {
    const { root } = image(app);
    const bill = JSON.parse(readFileSync(join(root, 'project/sbom.json'), 'utf8')) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
    };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = bill.components.filter(({ purl }) => purl.startsWith('pkg:npm/'));
    expect([...new Set(listed.map(({ name }) => name))].toSorted()).toEqual(packagesIn(join(root, 'project')));
    const system = bill.components.filter(({ purl }) => !purl.startsWith('pkg:npm/')).map(({ name }) => name);
    expect(system).toEqual(expect.arrayContaining(['node', 'libc6', 'libstdc++6']));
    for (const name of system) expect(existsSync(join(root, 'usr/share/doc', name, 'copyright'))).toBe(true);
    const [licences = ''] = readFileSync(join(root, 'project/licences.txt'), 'utf8').split('\n\n');
    for (const { name, version } of listed) expect(licences).toMatch(new RegExp(`^${name} ${version}: \\S`, 'm'));
  });

  it.each(APPS)('%s cannot be written to by who runs it, but for /tmp', async (app) => {
    const attempt = (file: string) =>
      `try { fs.writeFileSync('${file}', ''); out.push('written') } catch ({ code }) { out.push(code) }`;
    const script = `const out = [process.getuid()]; ${attempt('/tmp/a')}; ${attempt('/project/a')}; console.log(out.join())`;
    expect(await runProgram(image(app), ['node', '-e', script])).toBe('1000,written,EROFS\n');
    expect(statSync(join(image(app).root, 'project')).uid).toBe(0);
  });

  it('create topics and ask by the image of the command line', async () => {
    expect(await omni('topics', 'apply')).toContain('omninode.bridge.request.stamp.v1');
    expect(await omni('topics', 'plan', '--check')).toBeDefined();
  });

  describe('as services', () => {
    const running = new Map<string, AppProcess>();

    beforeAll(async () => {
      for (const app of SERVICES) running.set(app, startContainer(image(app), settings()));
      await Promise.all([...running.values()].map((service) => service.ready()));
    });
    afterAll(() => Promise.all([...running.values()].map((service) => service.kill())));

    it.each(SERVICES)('%s says by its own health check that it lives', async (app) => {
      const [kind, ...check] = image(app).config.Healthcheck?.Test ?? [];
      expect(kind).toBe('CMD');
      const { port } = new URL((await running.get(app)?.url()) ?? '');
      await expect(runProgram(image(app), check, { PORT: port })).resolves.toBe('');
      await expect(runProgram(image(app), check, { PORT: '1' })).rejects.toMatchObject({ code: 1 });
    });

    it('bridge stamps', async () => {
      expect(await omni('request', 'stamp', '--json', JSON.stringify({ content: 'x' }))).toContain('blake3');
    });

    it.each([
      ['validate', { content: PYTHON, file_path: 'a.py' }, '"is_valid":true'],
      ['validate', { content: TYPESCRIPT, file_path: 'a.ts' }, '"is_valid":true'],
      [
        'analyze',
        { prd_content: '# Shop\n\nCustomers must be able to pay by card within 2 seconds.' },
        '"title":"Shop"',
      ],
      ['pattern', { node_description: 'retries calls of a payment service with exponential backoff' }, 'retry-backoff'],
      ['mixin', { requirements: ['retry with backoff', 'cache results'] }, 'MixinRetry'],
    ])('intelligence answers %s %j', async (operation, payload, has) => {
      const answer = await omni('request', operation, '--json', JSON.stringify(payload), '--output', 'json');
      expect(JSON.parse(answer)).toMatchObject({ operation, error: null });
      expect(answer).toContain(has);
    });

    it('dlq-monitor serves the console', async () => {
      const page = await fetch(`${await running.get('dlq-monitor')?.url()}/`);
      expect(await page.text()).toContain('<div id="root">');
    });

    it.each(SERVICES)('%s describes its pages', async (app) => {
      expect((await fetch(`${await running.get(app)?.url()}/openapi.json`)).status).toBe(200);
    });

    it.each(SERVICES)('%s drains at SIGTERM and ends', async (app) => {
      expect(await running.get(app)?.stop()).toMatchObject({ code: 0 });
    });
  });
});

function packagesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const manifests = entries
    .filter(({ name, parentPath }) => name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/]+$/.test(parentPath))
    .map(({ parentPath }) => JSON.parse(readFileSync(join(parentPath, 'package.json'), 'utf8')) as { name: string });
  return [...new Set(manifests.map(({ name }) => name))].toSorted();
}
