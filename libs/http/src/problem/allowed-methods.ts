import type { Request } from 'express';

/** As far as Express' router is looked into. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods under which routes of this app serve the path of the request. */
export function allowedMethods({ app, path }: Pick<Request, 'app' | 'path'>): readonly string[] {
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  const methods = stack
    .filter((layer) => layer.route !== undefined && matches(layer, path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    .map((method) => method.toUpperCase());
  const all = new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])));
  return [...all].sort();
}

/** A path parameter with a broken percent code matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
