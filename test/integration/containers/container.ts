import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppProcess } from '../../support/app-process';
import type { Image } from './images';

/** What a container runtime does for `--read-only --tmpfs /tmp --user`: the process that it starts is this one. */
const ENTER = [
  'set -e',
  'root=$1 folder=$2 user=$3 group=$4; shift 4',
  '/usr/bin/mount --rbind "$root" "$root"',
  '/usr/bin/mount -o remount,bind,ro "$root"',
  '/usr/bin/mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"',
  '/usr/bin/mount -t proc proc "$root/proc"',
  '/usr/bin/mount --rbind /dev "$root/dev"',
  'exec /usr/bin/unshare --root="$root" --wd="$folder" --setgid="$group" --setuid="$user" "$@"',
].join('\n');

type Variables = Readonly<Record<string, string>>;

/** The command that runs an image as it says, or another program of it, on the network of this machine. */
function commandOf({ root, config }: Image, words: readonly string[]): readonly string[] {
  const [user = '', group = ''] = config.User.split(':');
  return ['/usr/bin/unshare', '--mount', '/bin/sh', '-c', ENTER, 'sh', root, config.WorkingDir, user, group, ...words];
}

function environmentOf({ config }: Image, more: Variables): Variables {
  const own = Object.fromEntries(
    config.Env.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  return { ...own, PORT: '0', ...more };
}

/** A service from its image. */
export function startContainer(image: Image, env: Variables): AppProcess {
  const words = [...image.config.Entrypoint, ...(image.config.Cmd ?? [])];
  return AppProcess.run(commandOf(image, words), environmentOf(image, env));
}

/** Runs an image with these arguments to its end; rejects where it fails. Resolves to what it wrote. */
export async function runContainer(image: Image, args: readonly string[], env: Variables): Promise<string> {
  return runProgram(image, [...image.config.Entrypoint, ...args], env);
}

/** The same of another program in the image. */
export async function runProgram(image: Image, words: readonly string[], env: Variables = {}): Promise<string> {
  const [program = '', ...args] = commandOf(image, words);
  const { stdout } = await promisify(execFile)(program, args, { env: environmentOf(image, env) });
  return stdout;
}
