/** Which hook events go where, by the leading words of their type. */
const TOPICS_BY_WORDS: Readonly<Record<string, string>> = {
  'service.lifecycle': 'hooks.service_lifecycle',
  'tool.registration': 'hooks.tool_registration',
  'tool.execution': 'hooks.tool_execution',
  'proxy.request': 'proxy.requests',
  'proxy.cache': 'proxy.cache',
  'intelligence.pattern': 'intelligence.patterns',
  'intelligence.performance': 'intelligence.performance',
  configuration: 'configuration.changes',
  error: 'system.errors',
};

/** Where hook events go whose type nobody mapped. */
export const GENERAL_HOOK_TOPIC = 'events.general';

/** Every topic hook events are on. */
export const HOOK_TOPICS: readonly string[] = [...Object.values(TOPICS_BY_WORDS), GENERAL_HOOK_TOPIC];

/**
 * The topic of a hook event type: that of the longest documented run of leading words, else the general one. Whole words
 * count, so `errors.x` is no `error.x`.
 */
export function hookTopicOf(eventType: string): string {
  const words = eventType.split('.', 8);
  for (let length = words.length; length > 0; length--) {
    const leading = words.slice(0, length).join('.');
    if (Object.hasOwn(TOPICS_BY_WORDS, leading)) return TOPICS_BY_WORDS[leading] ?? GENERAL_HOOK_TOPIC;
  }
  return GENERAL_HOOK_TOPIC;
}
