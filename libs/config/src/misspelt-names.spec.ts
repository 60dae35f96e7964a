import { misspeltNames } from './misspelt-names';

const KNOWN = ['KAFKA_BOOTSTRAP_SERVERS', 'KAFKA_MAX_IN_FLIGHT', 'NATS_PASSWORD', 'HOST'];

describe('a misspelt setting', () => {
  it('in .env is a fault, for that file is ours', () => {
    const dotEnv = { KAFKA_BOOTSTRAP_SERVER: 'h:1', HOSTS: 'a', POSTGRES_PASSWORD: 'p', KAFKA_MAX_IN_FLIGHT: '3' };
    expect(misspeltNames({ environment: dotEnv, dotEnv }, KNOWN)).toEqual({
      faults: [
        'KAFKA_BOOTSTRAP_SERVER: there is no such setting; did you mean KAFKA_BOOTSTRAP_SERVERS? (in .env)',
        'HOSTS: there is no such setting; did you mean HOST? (in .env)',
      ],
      warnings: [],
    });
  });

  it('in the environment is only mentioned, and only where it begins like one of ours', () => {
    const environment = { KAFKA_MAX_INFLIGHT: '3', CATS_PASSWORD: 'p', KAFKA_HEAP_OPTS: '-Xmx1g' };
    expect(misspeltNames({ environment, dotEnv: {} }, KNOWN)).toEqual({
      faults: [],
      warnings: [
        'KAFKA_MAX_INFLIGHT: there is no such setting; did you mean KAFKA_MAX_IN_FLIGHT? (in the environment)',
      ],
    });
  });
});
