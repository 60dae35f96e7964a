/** What an event of the audit trail says, as far as its beginning tells. */
export interface AuditEntry {
  readonly actor: string | null;
  readonly action: string | null;
  readonly reason: string | null;
}

/** From the beginning of a value, which may be cut off in the middle. */
export function auditEntryOf(preview: string | null): AuditEntry {
  const text = preview ?? '';
  return { actor: stringAt(text, 'agent_name'), action: stringAt(text, 'kind'), reason: stringAt(text, 'reason') };
}

/** The first such property, at whatever depth. */
function stringAt(json: string, name: string): string | null {
  const [, quoted] = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(json) ?? [];
  try {
    return quoted === undefined ? null : String(JSON.parse(quoted));
  } catch {
    return null;
  }
}
