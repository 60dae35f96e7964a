import { shellCommands } from './shell-commands';

const STAMP = {
  name: 'bridge.request.stamp',
  domain: 'bridge',
  places: [{ style: 'omninode-bridge', name: '{env}.omninode-bridge.stamp.v1' }],
  sample: { content: "it's $HOME" },
};

describe('the commands for a message of the catalog', () => {
  it('send its sample as one word that a shell leaves as it is, and read what is on its topic', () => {
    expect(shellCommands(STAMP)).toEqual([
      String.raw`omni publish --event bridge.request.stamp --json '{"content":"it'\''s $HOME"}'`,
      'omni consume --topic dev.omninode-bridge.stamp.v1 --tail 1',
    ]);
  });

  it('are none for a subject of NATS', () => {
    expect(shellCommands({ ...STAMP, domain: 'nats' })).toEqual([]);
  });
});
