/** What audit commands need of a database. */
export const AUDIT_CHAIN = { tables: 'audit chain; the recorder makes it when it starts', connections: 1 };
