import { ROUTES } from '#contracts';
import { asNewQuestion, loadSamples } from './samples';

describe('the samples', () => {
  it('are there in both topic styles, and one of them is to be refused', () => {
    const samples = loadSamples();
    const styles = new Set(samples.map(({ topic }) => (topic.includes('.') ? 'dotted' : 'underscored')));
    expect(styles).toEqual(new Set(['dotted', 'underscored']));
    expect(samples.filter(({ dead_letter_topic }) => dead_letter_topic !== undefined)).toHaveLength(1);
  });

  it.each(loadSamples().map((sample) => [sample.description, sample] as const))(
    'name the topics of one conversation: %s',
    (_, sample) => {
      const route = ROUTES.find(({ request }) => request === sample.topic);
      expect(route?.response).toBe(sample.reply_topic);
      expect([undefined, route?.deadLetter]).toContain(sample.dead_letter_topic);
    },
  );

  it('get ids of their own wherever they stand', () => {
    const ids = ['new-correlation', 'new-event'][Symbol.iterator]();
    const question = asNewQuestion(
      {
        description: '',
        topic: 't',
        key: 'old-1',
        value: { correlation_id: 'old-1', event_id: 'event-1', payload: { correlation_id: 'old-1' } },
        reply_topic: 'r',
      },
      () => ids.next().value ?? '',
    );
    expect(question.key).toBe('new-correlation');
    expect(JSON.parse(question.value)).toEqual({
      correlation_id: 'new-correlation',
      event_id: 'new-event',
      payload: { correlation_id: 'new-correlation' },
    });
  });

  it('that are no JSON are sent as they are, under a new key', () => {
    const sample = { description: '', topic: 't', key: 'old', value: 'no { json', reply_topic: 'r' };
    expect(asNewQuestion(sample, () => 'new')).toEqual({ correlationId: 'new', key: 'new', value: 'no { json' });
  });
});
