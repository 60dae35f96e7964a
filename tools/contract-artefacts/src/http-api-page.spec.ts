import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { projectRoot } from '../../local-stack/src/project';
import { httpApiPage } from './http-api-page';
import { pageDocs } from './page-docs';

const WORKERS = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'];
const served = new Map(
  WORKERS.map((worker) => {
    const text = readFileSync(join(projectRoot(), `schemas/openapi/${worker}.json`), 'utf8');
    return [worker, JSON.parse(text) as OpenAPIObject] as const;
  }),
);

/** One page of one worker, with a type that it answers. */
function made(
  operationId: string,
  properties: Record<string, { type: string }>,
  worker = 'bridge',
): readonly [string, OpenAPIObject] {
  const components = { schemas: { ThingView: { type: 'object', properties } } };
  const paths = { '/api/v1/things': { get: { operationId, responses: {} } } };
  return [worker, { openapi: '3.0.0', info: { title: worker, version: '1' }, paths, components }];
}

describe('the page of the HTTP API', () => {
  const page = httpApiPage(served, pageDocs(projectRoot()));
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

  it('has every page of every worker, and what it is for', () => {
    for (const [, { paths }] of served) {
      for (const [path, item] of Object.entries(paths)) {
        for (const method of Object.keys(item)) expect(headings).toContain(`${method.toUpperCase()} ${path}`);
      }
    }
    expect(page).toContain('### GET /api/v1/alerts\n\nWhat alerts now, and what did. Needs `reader`.\n');
    expect(page).toMatch(/### GET \/api\/v1\/stamping-keys\n\n.+ Anybody may ask\.\n/);
    expect(page).toMatch(/### POST \/api\/v1\/erasures\n\n.+ Needs `admin`\.\n/);
  });

  it('has a heading for everything that it links here', () => {
    const anchors = new Set(headings.map((heading) => heading?.toLowerCase()));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });

  it('is not made of a page that nobody says the use of', () => {
    expect(() => httpApiPage(new Map([made('ThingsController_list', {})]), new Map())).toThrow(
      'ThingsController_list: its method has no docstring',
    );
  });

  it('is not made where one name is two types', () => {
    const docs = new Map([['list', 'All of them.']]);
    const same = [made('list', { a: { type: 'string' } }), made('list', { a: { type: 'string' } }, 'recorder')];
    expect(httpApiPage(new Map(same), docs).match(/### ThingView/g)).toHaveLength(1);
    const other = made('list', { a: { type: 'integer' } }, 'recorder');
    expect(() => httpApiPage(new Map([same[0]!, other]), docs)).toThrow('ThingView is another type in recorder');
  });
});
