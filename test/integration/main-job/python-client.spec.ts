import { describeSystem } from './describe-system';
import { findPython, runClient } from './python';

const found = findPython();

if ('missing' in found) {
  const reason = `Python clients are left out: ${found.missing}`;
  console.warn(reason);
  // oxlint-disable-next-line jest/no-disabled-tests -- the run says what it left out
  it.skip(reason, () => undefined);
} else {
  const { python } = found;

  /** The requests are the guide's and omniclaude's to the byte; the replies must pass models as strict as theirs. */
  describeSystem('a Python client with strict models', (system) => {
    const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];

    it.each(['aiokafka', 'confluent'].flatMap((client) => codecs.map((codec) => ({ client, codec }))))(
      'accepts the answers to what it sends with $client and $codec',
      async ({ client, codec }) => {
        const accepted = await runClient(python, [system().bootstrap, client, codec]);
        const topics = accepted.map((line) => (line as { topic: string }).topic).sort();
        expect(topics).toEqual([
          'dev.omniclaude.codegen.analyze.response.v1',
          'omninode.bridge.response.stamp.v1',
          'omninode_codegen_response_analyze_v1',
          'omninode_codegen_response_mixin_v1',
          'omninode_codegen_response_pattern_v1',
          'omninode_codegen_response_validate_v1',
          'omninode_codegen_response_validate_v1',
        ]);
      },
    );
  });
}
