import { redriveHeaders, redriveOf } from './redrive-headers';

const REDRIVE = { id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', of: '4711', attempt: 2 };

describe('headers of a redriven record', () => {
  it('say which job sent it, for which dead letter, and how often', () => {
    expect(redriveOf(redriveHeaders(REDRIVE))).toEqual(REDRIVE);
  });

  it.each([
    {},
    { id: 'x' },
    { of: '0' },
    { of: '-1' },
    { of: '9'.repeat(19) },
    { attempt: 0 },
    { attempt: 1_001 },
    { attempt: NaN },
  ])('are not believed with %j', (changes) => {
    const headers = Object.keys(changes).length === 0 ? {} : redriveHeaders({ ...REDRIVE, ...changes });
    expect(redriveOf(headers)).toBeNull();
  });
});
