import { decideStart, type StartQuestion } from './decide-start';

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
