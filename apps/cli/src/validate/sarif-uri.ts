import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Stands for the folder `omni` ran in; code scanning reads it as the root of the repository. */
export const ROOT = '%SRCROOT%';

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: typeof ROOT;
}

/** Where a file is: relative to `folder` if it is below it, else absolute. */
export function artifactLocation(path: string, folder: string): ArtifactLocation {
  const whole = resolve(folder, path);
  const parts = relative(folder, whole).split(sep);
  if (parts[0] === '..' || isAbsolute(relative(folder, whole))) return { uri: pathToFileURL(whole).href };
  return { uri: parts.map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}
