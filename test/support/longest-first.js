const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = ['campaign/campaign', 'test/fuzz/decode-request', 'schema-evolution/src/differential'];

/** On a fresh machine Jest knows no durations, and a long suite that comes last would keep one core waiting. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => LONGEST.some((part) => path.includes(part));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
