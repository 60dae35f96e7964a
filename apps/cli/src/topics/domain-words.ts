import { DOMAINS } from '#contracts';
import { listed } from '../vocabulary';

/** NATS has no topics. */
export const TOPIC_DOMAINS = DOMAINS.filter((domain) => domain !== 'nats');

export const DOMAIN_WORDS: readonly string[] = listed('Domains', TOPIC_DOMAINS);
