const { TestEnvironment } = require('jest-environment-node');

/** What Jest's runner keeps between the files of one world would be told of every later file's tests too. */
const OF_ONE_FILE = [Symbol.for('EVENT_HANDLERS')];

let world;

/** One world of globals for all test files of a process: what was loaded in it once can be used by the next file. */
module.exports = class OneWorld extends TestEnvironment {
  constructor(config, context) {
    if (world !== undefined) return world;
    super(config, context);
    world = this;
    // Jest keeps a hundred frames of every error, and hostile inputs make errors by the hundred thousand.
    this.global.Error.stackTraceLimit = 20;
  }

  async teardown() {
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.useRealTimers();
    for (const key of OF_ONE_FILE) delete this.global[key];
  }
};
