/** `healthCheck`, `_health_check` and `#healthCheck` are `health_check`. */
export function snakeCase(name: string): string {
  return name
    .replace(/^[_#]+/u, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/gu, '_')
    .toLowerCase();
}
