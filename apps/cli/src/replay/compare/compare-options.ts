/** Options that only make sense where records are sent. */
export const SENDING = ['to-topic', 'rate', 'max-dead-letters', 'reason', 'dry-run', 'detach'];

export const COMPARE_ONLY = ['sample', 'ignore', 'stamps', 'workers'];

/** What comparing needs of the database. */
export const EVENT_LOG_TABLES = {
  tables: 'event log, or no stamps; the recorder and the bridge make them',
  connections: 4,
};
