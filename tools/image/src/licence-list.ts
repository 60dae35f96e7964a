import type { Package } from './packages';
import type { SystemPart } from './system-parts';

/** A line for each part of an image, then the texts of the licences, each once below the names of all that come under it. */
export function licenceList(packages: readonly Package[], system: readonly SystemPart[]): string {
  const lines = packages.map(({ name, version, license }) => `${name} ${version}: ${license || 'see below'}`);
  const parts = system.map(({ name, version }) => `${name} ${version}: /usr/share/doc/${name}/copyright`);
  const texts = [...namesByText(packages)].map(([text, names]) => `${names.join(', ')}\n\n${text}`);
  return [[...lines, ...parts].join('\n'), ...texts].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

function namesByText(packages: readonly Package[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, version, texts } of packages) {
    for (const text of texts) names.set(text, [...(names.get(text) ?? []), `${name} ${version}`]);
  }
  return names;
}
