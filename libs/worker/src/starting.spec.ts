import { Starting } from './starting';

describe('what a worker that is starting waits for', () => {
  it('is reported part by part, until it has been in its group once', () => {
    const condition = { started: false, joined: false, waitingFor: 'not started' };
    const runtime = { waitingFor: null as string | null };
    const starting = new Starting({ condition }, runtime);
    expect(starting.reason).toBe('starting: preparing');
    runtime.waitingFor = 'waiting for the database: connect ECONNREFUSED';
    expect(starting.reason).toBe('starting: waiting for the database: connect ECONNREFUSED');
    condition.started = true;
    condition.waitingFor = 'Connection error: connect ECONNREFUSED';
    expect(starting.reason).toBe('starting: waiting for the broker: Connection error: connect ECONNREFUSED');
    condition.waitingFor = 'none of the topics exists: create one of a, b';
    expect(starting.reason).toBe('starting: waiting for topics: none of the topics exists: create one of a, b');
    condition.waitingFor = 'not started';
    expect(starting.reason).toBe('starting: waiting for the group');
    condition.joined = true;
    expect(starting.reason).toBeNull();
    condition.joined = false;
    condition.waitingFor = 'the group is rebalancing';
    expect(starting.reason).toBeNull();
  });
});
