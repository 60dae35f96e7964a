const MAX_FILES = 2000;
const MAX_PATH = 400;

/** The file paths of a workspace context: `files` as a list of paths or of objects with a `path`. */
export function workspaceFiles(context: Readonly<Record<string, unknown>>): string[] {
  const files: unknown = Object.hasOwn(context, 'files') ? context['files'] : undefined;
  if (!Array.isArray(files)) return [];
  return files.slice(0, MAX_FILES).flatMap((file: unknown) => {
    const path = typeof file === 'object' && file !== null && 'path' in file ? file.path : file;
    return typeof path === 'string' && path.length <= MAX_PATH ? [path] : [];
  });
}
