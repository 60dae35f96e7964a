import type { Cluster } from 'kafkajs-internals';
import { GroupState, rememberGroup } from './group-state';
import { decideStart, noted, readNote, type StartQuestion } from './offset-manager';

const QUESTION: StartQuestion = {
  partition: 1,
  committed: null,
  others: [],
  topicId: 'new',
  invalid: false,
  fromBeginning: false,
};
const at = (note: { topic_id?: string; partitions: number } | null) => ({ offset: '7', note });

describe('where a partition is read from', () => {
  it.each<[string, Partial<StartQuestion>, ReturnType<typeof decideStart>]>([
    ['the first time, from the end', {}, 'latest'],
    ['the first time, from the beginning where that is wanted', { fromBeginning: true }, 'earliest'],
    ['where the group stands', { committed: at({ topic_id: 'new', partitions: 3 }) }, { offset: '7' }],
    ['where the group stands, when as much is stored', { committed: at(null), stored: '7' }, { offset: '7' }],
    ['where the group stands, when more is stored', { committed: at(null), stored: '9' }, { offset: '7' }],
    ['where what is stored ends, when that is less', { committed: at(null), stored: '3' }, { offset: '3' }],
    ['the beginning, when nothing is stored', { committed: at(null), stored: null }, 'earliest'],
    ['where another client says the group stands', { committed: at(null) }, { offset: '7' }],
    ['where the group stood before the broker had ids', { committed: at({ partitions: 3 }) }, { offset: '7' }],
    [
      'where the group stands, when the broker has no ids any more',
      { committed: at({ topic_id: 'old', partitions: 3 }), topicId: undefined },
      { offset: '7' },
    ],
    ['the beginning of another topic of that name', { committed: at({ topic_id: 'old', partitions: 3 }) }, 'earliest'],
    ['the beginning, when its position is not in the log', { committed: at(null), invalid: true }, 'earliest'],
    ['the beginning of a partition that was added', { others: [{ topic_id: 'new', partitions: 1 }] }, 'earliest'],
    ['the end, when another member was first', { others: [{ topic_id: 'new', partitions: 2 }] }, 'latest'],
    [
      'the beginning of one that was added, when another that was added was begun first',
      { others: [{ partitions: 1 }, { partitions: 3 }] },
      'earliest',
    ],
    ['the end, when the commits are about another topic', { others: [{ topic_id: 'old', partitions: 1 }] }, 'latest'],
  ])('is %s', (_, question, start) => {
    expect(decideStart({ ...QUESTION, ...question })).toEqual(start);
  });
});

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
