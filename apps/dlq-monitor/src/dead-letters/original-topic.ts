const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(.+)\.dlq$/, '$1'],
  [/^omninode_codegen_dlq_(\w+)_v(\d+)$/, 'omninode_codegen_request_$1_v$2'],
  [/^omninode_bridge_dlq_(\w+)_v(\d+)$/, 'omninode_bridge_request_$1_v$2'],
  [/^(.+)_dlq$/, '$1'],
  [/^(.+)-dlq(\.v\d+)$/, '$1$2'],
];

/**
 * The topic whose failures a dead-letter topic collects, from its name alone. The underscored name is shared by
 * requests and responses of one operation; requests are what fails, so the request topic is meant.
 */
export function originalTopicOf(dlqTopic: string): string | null {
  for (const [spelling, original] of SPELLINGS) {
    if (spelling.test(dlqTopic)) return dlqTopic.replace(spelling, original);
  }
  return null;
}

/** A name Kafka would accept; anything else in a record is no topic to redrive to. */
export function topicName(value: unknown): string | undefined {
  return typeof value === 'string' && /^(?!\.{1,2}$)[\w.-]{1,249}$/.test(value) ? value : undefined;
}
