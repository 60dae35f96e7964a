import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, entriesOfTopic, entryOfTopic } from '../contracts';
import { HOOK_TOPICS, hookTopicOf } from './hook-topics';
import { DOCUMENTED_EVENT_TYPES, DOCUMENTED_TOPICS } from './documented-names.fixture';

const ROOT = join(__dirname, '../../../..');

describe('every topic', () => {
  it('is described once, except hook topics, which carry several types each', () => {
    const topics = new Set(CATALOG.flatMap(({ places }) => places.map(({ name }) => name)));
    for (const topic of topics) {
      const entries = CATALOG.filter(({ places }) => places.some(({ name }) => name === topic));
      if (entries.length === 1) continue;
      const styles = new Set(entries.flatMap(({ places }) => places.map(({ style }) => style)));
      expect({ topic, styles: [...styles] }).toEqual({ topic, styles: ['hooks'] });
      expect(new Set(entries.map(({ eventType }) => eventType)).size).toBe(entries.length);
    }
  });

  it('of the dotted style is named as its entry, or is a dead-letter topic or the one old name', () => {
    const others = CATALOG.flatMap(({ name, pattern, places }) =>
      places
        .filter(
          (place) =>
            place.style === 'dotted' &&
            place.name !== (/\.v\d$/.test(name) ? `omninode.${name}` : `omninode.${name}.v1`) &&
            pattern !== 'dlq',
        )
        .map((place) => place.name),
    );
    expect(others).toEqual(['omninode.document.event.indexed.v1']);
  });

  it('has the same figures whatever it carries', () => {
    for (const topic of HOOK_TOPICS) {
      const figures = entriesOfTopic(topic).map(({ partitions, retentionDays, compression }) =>
        JSON.stringify({ partitions, retentionDays, compression }),
      );
      expect([topic, new Set(figures).size]).toEqual([topic, 1]);
    }
  });

  it.each(DOCUMENTED_TOPICS)('of the source documents has an entry: %s', (topic) => {
    expect(entriesOfTopic(topic)).not.toEqual([]);
  });

  it('that the catalog has is found by its name', () => {
    for (const entry of CATALOG) {
      for (const { name } of entry.places) {
        const topic = name.replace('{env}', 'staging').replace('{session_id}', '9b1deb4d');
        expect(entriesOfTopic(topic)).toContain(entry);
        expect(entryOfTopic(topic, entry.eventType)).toBe(entry);
      }
    }
  });

  it('nobody described has no entry', () => {
    for (const topic of ['', 'omninode', 'omninode.codegen.request.validate.v2', 'hooks.', '__proto__'])
      expect(entriesOfTopic(topic)).toEqual([]);
    expect(entriesOfTopic('test.omniclaude.codegen.validate.request.v1')).toEqual([]);
    expect(entriesOfTopic('dev.omniclaude.codegen.status..v1')).toEqual([]);
    expect(entryOfTopic('hooks.service_lifecycle')).toBeUndefined();
    expect(entryOfTopic('hooks.service_lifecycle', 'service.lifecycle.paused')).toBeUndefined();
  });

  it('written out in the code has an entry', () => {
    const unknown = literals().filter(([, topic]) => entriesOfTopic(topic).length === 0 && !NO_TOPICS.has(topic));
    expect(unknown).toEqual([]);
  });

  it('is looked for in the code with eyes open', () => {
    const found = new Set(literals().map(([, topic]) => topic));
    expect([...found]).toEqual(
      expect.arrayContaining([
        'omninode_codegen_status_session_v1',
        'omninode_system_alerts',
        'omninode.bridge.event.metadata_stamped.v1',
        'dev.omninode-bridge.codegen.request-validate.v1',
        'onex.cmd.omniintelligence.code-analysis.v1',
        'hooks.service_lifecycle',
      ]),
    );
  });
});

describe('every event type of the source documents', () => {
  it.each(DOCUMENTED_EVENT_TYPES)('has an entry: %s', (type) => {
    expect(CATALOG.filter(({ eventType }) => eventType === type)).toHaveLength(1);
  });
});

describe('hook events', () => {
  it('go to the topic their entry says', () => {
    for (const { places, eventType } of CATALOG.filter(({ domain }) => domain === 'hooks')) {
      expect(places.map(({ name }) => name)).toEqual([hookTopicOf(eventType ?? 'deployment.rollout.finished')]);
    }
  });

  it('cover every hook topic', () => {
    for (const topic of HOOK_TOPICS) expect(entriesOfTopic(topic)).not.toEqual([]);
  });
});

/** An event type that looks like a topic; requests of that type come on topics of other names (wire-facts 1.4). */
const NO_TOPICS: ReadonlySet<string> = new Set(['omninode.intelligence.event.code_analysis_requested.v1']);

/** What is in quotes, begins like a topic of ours and ends like one. */
const LITERAL =
  /(['"`])((?:omninode[._]|onex\.|\{env\}\.|dev\.|staging\.|prod\.)[\w.{}-]*[._]v\d+(?:[._]dlq)?|omninode_[a-z_]*alerts|hooks\.[a-z_.]+)\1/g;

const COMMENT = /\/\*\*[^]*?\*\/|^\s*\/\/.*$/gm;

/** File and topic, comments and the sketches of patterns left out; in patterns, one topic stands for all. */
function literals(): [file: string, topic: string][] {
  return ['apps', 'libs', 'tools']
    .flatMap(sourcesIn)
    .filter((file) => !file.includes('/sketches/'))
    .flatMap((file) =>
      [...readFileSync(join(ROOT, file), 'utf8').replace(COMMENT, '').matchAll(LITERAL)].map(
        ([, , topic = '']): [string, string] => [
          file,
          topic.replace('{op}', 'validate').replace('{domain}', 'codegen').replace('{env}', 'dev'),
        ],
      ),
    );
}

const TEST_FILE = /(\.(spec|fixture|d)|-samples)\.ts$|(^|\/)spec\//;

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !TEST_FILE.test(name))
    .map((name) => join(folder, name));
}
