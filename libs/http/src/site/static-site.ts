import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import { allowedMethods } from '../problem/allowed-methods';

/** A page that runs in the browser, built into a folder. */
export interface SiteOptions {
  /** Holds `index.html`, and `assets/` with files that have the hash of their content in their names. */
  readonly directory: string;
  readonly contentSecurityPolicy: string;
}

const INDEX = 'index.html';

/** Written beside each file by the build; the smallest first. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;
const ENCODED = /\.(?:br|gz)$/;

/** Asked for by programs, to whom a page would be no answer. */
const PROGRAMS = /^\/(?:api|health|metrics)(?:\/|$)/i;

const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * Serves the site's files, and its index for every address that a browser opens and no route of the app serves: what is
 * shown there is for the page to say.
 */
export function staticSite({ directory, contentSecurityPolicy }: SiteOptions) {
  const files = new Set(filesUnder(directory));
  return (request: Request, response: Response, next: NextFunction): void => {
    const file = fileFor(request, files);
    if (file === undefined) return next();
    const encoding = encodingFor(request, file, files);
    if (encoding !== undefined) response.set('Content-Encoding', encoding);
    response.set({
      'Cache-Control': file.startsWith('assets/') ? FOR_GOOD : 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy,
      Vary: 'Accept-Encoding',
    });
    const name = encoding === undefined ? file : file + ENCODINGS[encoding];
    response
      .type(extname(file))
      .sendFile(name, { root: directory, cacheControl: false, lastModified: false }, (error) => {
        if (error !== undefined && error !== null) next(error);
      });
  };
}

function fileFor(request: Request, files: ReadonlySet<string>): string | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const name = request.path.slice(1);
  if (files.has(name) && !ENCODED.test(name)) return name;
  return files.has(INDEX) && (name === '' || isView(request)) ? INDEX : undefined;
}

function isView(request: Request): boolean {
  const { path, headers } = request;
  if (PROGRAMS.test(path) || extname(path) !== '' || headers.accept?.includes('text/html') !== true) return false;
  return allowedMethods(request).length === 0;
}

function encodingFor(request: Request, file: string, files: ReadonlySet<string>): keyof typeof ENCODINGS | undefined {
  const known = (['br', 'gzip'] as const).filter((encoding) => files.has(file + ENCODINGS[encoding]));
  const accepted = known.length > 0 && request.acceptsEncodings([...known, 'identity']);
  return known.find((encoding) => encoding === accepted);
}

function filesUnder(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
