import { auditEntryOf } from './audit-entry';

describe('an entry of the audit trail', () => {
  it('says who did what and why, also where its end is cut off', () => {
    const value = JSON.stringify({
      event_id: 'e',
      payload: { agent_name: 'otto', task: { kind: 'resolve', reason: 'sent "again"' }, result: { dead_letter: '1' } },
    });
    const entry = { actor: 'otto', action: 'resolve', reason: 'sent "again"' };
    expect(auditEntryOf(value)).toEqual(entry);
    expect(auditEntryOf(value.slice(0, -25))).toEqual(entry);
  });

  it.each([null, '', 'no json', '{"agent_name": 1}', '{"agent_name":"cut o'])('says nothing of %j', (preview) => {
    expect(auditEntryOf(preview)).toEqual({ actor: null, action: null, reason: null });
  });
});
