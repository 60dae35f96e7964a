import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localPath, projectRoot } from '../../../tools/local-stack/src/project';

const SUITE = 'bookworm';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * The root of what the Dockerfile begins with, where no registry of images can be reached: Debian as debootstrap makes
 * it, and the Node.js of that version as npm has it. It is kept for the next run.
 */
export function nodeBase(): string {
  const version = /^ARG NODE_IMAGE=node:([\d.]+)-bookworm/m.exec(dockerfile())?.[1] ?? '';
  const folder = localPath('containers', `node-${version}-${SUITE}`);
  if (!existsSync(folder)) make(folder, version);
  return folder;
}

function dockerfile(): string {
  return readFileSync(join(projectRoot(), 'deploy/Dockerfile'), 'utf8');
}

function make(folder: string, version: string): void {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  run('debootstrap', ['--variant=minbase', '--include=libstdc++6', SUITE, unfinished]);
  rmSync(join(unfinished, 'var/cache/apt/archives'), { recursive: true, force: true });
  rmSync(join(unfinished, 'var/lib/apt/lists'), { recursive: true, force: true });
  addNode(unfinished, version);
  // What this machine trusts: a proxy may stand between the build and the registry.
  mkdirSync(join(unfinished, 'etc/ssl/certs'), { recursive: true });
  if (existsSync(CERTIFICATES)) cpSync(CERTIFICATES, join(unfinished, CERTIFICATES), { dereference: true });
  renameSync(unfinished, folder);
}

function addNode(root: string, version: string): void {
  const packages = mkdtempSync(join(tmpdir(), 'node-base-'));
  const wanted = [`node-linux-${process.arch}@${version}`, 'npm@11'];
  run('npm', ['install', '--no-save', '--ignore-scripts', '--prefer-offline', '--prefix', packages, ...wanted]);
  const node = join(packages, 'node_modules', `node-linux-${process.arch}`);
  cpSync(join(node, 'bin/node'), join(root, 'usr/local/bin/node'));
  cpSync(join(node, 'LICENSE'), join(root, 'usr/local/LICENSE'));
  cpSync(join(packages, 'node_modules/npm'), join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
  rmSync(packages, { recursive: true });
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
