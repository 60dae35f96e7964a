import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../access/decorators';
import { serve, type Served } from '../http.fixture';

@Controller()
class Pages {
  @Get('api/v1/things')
  @Public()
  things(): object {
    return { served: true };
  }

  @Get('old')
  @Public()
  old(): object {
    return { old: true };
  }
}

const INDEX = '<!doctype html><title>index</title>';
const POLICY = "default-src 'none'; script-src 'self'";
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const directory = mkdtempSync(join(tmpdir(), 'site-'));
let served: Served;
beforeAll(async () => {
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), INDEX);
  writeFileSync(join(directory, 'assets/app-1a2b.js'), 'plain');
  writeFileSync(join(directory, 'assets/app-1a2b.js.br'), 'brotli');
  writeFileSync(join(directory, 'assets/app-1a2b.js.gz'), 'gzip');
  served = await serve({ controllers: [Pages], site: { directory, contentSecurityPolicy: POLICY } });
});
afterAll(async () => {
  await served.close();
  rmSync(directory, { recursive: true });
});

describe('the files of a site', () => {
  it('that have a hash in their names are kept for good', async () => {
    const { status, headers, body } = await served.ask('GET', '/assets/app-1a2b.js');
    expect([status, body, headers['cache-control']]).toEqual([200, 'plain', 'public, max-age=31536000, immutable']);
    expect(headers['content-type']).toMatch(/javascript/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['br', 'br', 'brotli'],
    ['gzip, deflate', 'gzip', 'gzip'],
    ['gzip;q=0, identity', undefined, 'plain'],
  ])('are compressed for whoever takes %s', async (accepted, encoding, body) => {
    const answer = await served.ask('GET', '/assets/app-1a2b.js', { 'accept-encoding': accepted });
    expect([answer.headers['content-encoding'], answer.body]).toEqual([encoding, body]);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
  });

  it('are sent again only if they changed', async () => {
    const { headers } = await served.ask('GET', '/');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await served.ask('GET', '/', { 'if-none-match': headers.etag });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  it.each(['/assets/app-1a2b.js.br', '/assets/none.js', '/../../etc/passwd', '/assets/%2e%2e/index.html', '/.env'])(
    '%s is none of them',
    async (path) => expect((await served.ask('GET', path)).status).toBe(404),
  );
});

describe('the index of a site', () => {
  it.each(['/', '/records/1', '/catalog', '/apis'])('is what a browser gets at %s', async (path) => {
    const { status, headers, body } = await served.ask('GET', path, HTML);
    expect([status, body, headers['content-security-policy']]).toEqual([200, INDEX, POLICY]);
  });

  it.each(['/api', '/api/v1/none', '/health', '/health/none', '/metrics', '/assets/none.css'])(
    'does not stand in for %s',
    async (path) => expect((await served.ask('GET', path, HTML)).body).not.toBe(INDEX),
  );

  it.each(['/api/v1/things', '/old', '/openapi.json'])('does not hide the page %s', async (path) => {
    const { status, body } = await served.ask('GET', path, HTML);
    expect([status, body === INDEX]).toEqual([200, false]);
  });

  it('is not for programs, nor for what changes something', async () => {
    expect((await served.ask('GET', '/records/1', { accept: 'application/json' })).status).toBe(404);
    const post = await served.ask('POST', '/records/1', { ...HTML, 'content-type': 'application/json' }, '{}');
    expect(post.status).toBe(404);
  });
});
