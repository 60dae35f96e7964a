/** What comparing needs of the database. */
export const EVENT_LOG_TABLES = {
  tables: 'event log, or no stamps; the recorder and the bridge make them',
  connections: 4,
};
