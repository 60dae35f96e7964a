import type { Package } from './packages';
import type { SystemPart } from './system-parts';

/** The parts of CycloneDX 1.5 that are read or written here; `npm sbom` writes more, which stays as it is. */
export interface BillOfMaterials {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } & Readonly<Record<string, unknown>> };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

/**
 * What one image consists of: of the bill of the whole workspace, as `npm sbom` writes it, the packages that the image
 * has files of, and beside them the parts of its system.
 */
export function billOfMaterials(
  whole: BillOfMaterials,
  app: string,
  packages: readonly Package[],
  system: readonly SystemPart[],
): BillOfMaterials {
  const root = whole.metadata.component['bom-ref'];
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const components = whole.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const refs = new Set([root, ...components.map((component) => component['bom-ref'])]);
  const dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  return {
    ...whole,
    metadata: {
      ...whole.metadata,
      component: { ...whole.metadata.component, type: 'application', name: `omninode-${app}` },
    },
    components: [...components, ...system.map(asComponent)],
    dependencies,
  };
}

function asComponent({ name, version, purl }: SystemPart): Component {
  return { 'bom-ref': purl, type: 'library', name, version, scope: 'required', purl } as Component;
}
