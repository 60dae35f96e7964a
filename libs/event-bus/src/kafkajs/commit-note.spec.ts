import type { Cluster } from 'kafkajs-internals';
import { noted, readNote } from './commit-note';
import { GroupState, rememberGroup } from './group-state';

describe('the note of a commit', () => {
  it.each([
    ['{"topic_id":"abc","partitions":3}', { topic_id: 'abc', partitions: 3 }],
    ['{"partitions":3}', { partitions: 3 }],
    ['', null],
    [null, null],
    ['null', null],
    ['3', null],
    ['consumed by somebody', null],
    ['{"partitions":"3"}', null],
  ])('%s is read as %j', (text, note) => {
    expect(readNote(text)).toEqual(note);
  });
});

describe('positions that are to be committed', () => {
  /** As much of a cluster as is asked for here. */
  function clusterWith(topicId: string): Cluster {
    const partitionMetadata = [{ partitionId: 0, leader: 1 }];
    const topicMetadata = [{ topic: 'news', topicId, partitionMetadata }];
    return {
      brokerPool: { metadata: { topicMetadata } },
      findTopicPartitionMetadata: () => partitionMetadata,
    } as unknown as Cluster;
  }
  const assigned = [{ topic: 'news', partitions: [0] }];

  it('speak of the topic that was looked at last, not of one that the metadata already have', () => {
    const state = new GroupState({ onStart: () => undefined, onReplaced: () => undefined });
    state.look(clusterWith('old'), assigned);
    const cluster = clusterWith('new');
    rememberGroup(cluster, state);
    const [before] = noted(cluster, [{ topic: 'news', partition: 0, offset: '7' }]);
    expect(readNote(before?.metadata ?? null)).toEqual({ topic_id: 'old', partitions: 1 });
    expect(state.look(cluster, assigned)).toBe('news');
    const [after] = noted(cluster, [{ topic: 'news', partition: 0, offset: '0' }]);
    expect(readNote(after?.metadata ?? null)).toEqual({ topic_id: 'new', partitions: 1 });
  });

  it('say how many partitions there were when theirs was begun, also after the topic has grown', () => {
    const state = new GroupState({ onStart: () => undefined, onReplaced: () => undefined });
    const cluster = clusterWith('grown');
    rememberGroup(cluster, state);
    state.look(cluster, assigned);
    state.begins({ topic: 'news', partition: 0 }, 1);
    (cluster.findTopicPartitionMetadata('news') as object[]).push({ partitionId: 1, leader: 1 });
    const [grown] = noted(cluster, [{ topic: 'news', partition: 0, offset: '7' }]);
    expect(readNote(grown?.metadata ?? null)).toEqual({ topic_id: 'grown', partitions: 1 });
  });

  it('lose their topic to another also where a later consumer is the first to see it', () => {
    const replaced: string[] = [];
    const events = { onStart: () => undefined, onReplaced: (topic: string) => void replaced.push(topic) };
    const topicIds = new Map<string, string>();
    new GroupState({ ...events, topicIds }).look(clusterWith('old'), assigned);
    const later = new GroupState({ ...events, topicIds });
    expect(later.topicId('news')).toBe('old');
    expect(later.look(clusterWith('new'), assigned)).toBe('news');
    expect(replaced).toEqual(['news']);
  });
});
