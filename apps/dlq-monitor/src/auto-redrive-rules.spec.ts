import { AUTO_REDRIVE_RULE } from './auto-redrive-rules';

describe('a rule for automatic redrive', () => {
  it('is a reason and how long it must have been quiet', () => {
    expect(AUTO_REDRIVE_RULE.parse(' dependency_down:15m ')).toEqual({ reason: 'dependency_down', quietMs: 900_000 });
  });

  it.each(['dependency_down', 'dependency_down:', 'other:15m', 'timeout:15m:1', 'timeout:-1m', 'timeout:1ms', ''])(
    'is not %j',
    (text) => {
      expect(AUTO_REDRIVE_RULE.parse(text)).toBeUndefined();
    },
  );
});
