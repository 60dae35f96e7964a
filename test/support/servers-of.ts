/** The variables in which one of Jest's workers finds the servers that were started for it. */
export function serversOf(worker: string): { readonly database: string; readonly kafka: string } {
  return { database: `OMNI_TEST_DATABASE_URL_${worker}`, kafka: `OMNI_TEST_KAFKA_BOOTSTRAP_${worker}` };
}
