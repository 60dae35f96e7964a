import { ENVIRONMENTS, topicCatalog, topicsWith, type CatalogEntry, type TopicSpec } from '#contracts';
import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { suggestion } from '../suggestion';
import { TOPIC_DOMAINS } from './domain-words';

/** The topics that `--all`, `--domain` and `--environment` choose from the catalog; those of the workers by default. */
export function wantedTopics(typed: Arguments): readonly TopicSpec[] {
  const environment = typed.choice('environment', ENVIRONMENTS, 'dev');
  const isOfDomain = domainFilter(typed);
  if (typed.flag('all') && isOfDomain !== undefined) throw usage('--all has the topics of every --domain');
  if (typed.flag('all')) return topicsWith(() => true, environment);
  return isOfDomain === undefined ? topicCatalog(environment) : topicsWith(isOfDomain, environment);
}

/** Undefined where no domain is named. */
export function domainFilter(typed: Arguments): ((entry: CatalogEntry) => boolean) | undefined {
  const named = typed.texts('domain');
  const unknown = named.find((domain) => !(TOPIC_DOMAINS as readonly string[]).includes(domain));
  if (unknown !== undefined) {
    throw usage(`there is no domain ${JSON.stringify(unknown)}${suggestion(unknown, TOPIC_DOMAINS)}`);
  }
  return named.length === 0 ? undefined : ({ domain }) => named.includes(domain);
}
