/** Unit tests live beside the code; everything that needs a broker or a database lives under test/. */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '<rootDir>/test/support/built-file.js' },
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/support/fast-check.ts',
    '^#(blake3|config|contracts|dead-letters|event-bus|event-log|http|jobs|merkle-tree|operations|personal-data|redaction|schema-evolution|schema-registry|signing|stamping|storage|tracing|worker)$':
      '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

module.exports = {
  // A hang guard, not a measurement: everything is slow on a busy machine.
  testTimeout: 600_000,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testEnvironment: '<rootDir>/test/support/one-world/environment.js',
      runtime: '<rootDir>/test/support/one-world/runtime.js',
      // A global is looked up slowly in Jest's world; as arguments of each module these take half the time.
      sandboxInjectedGlobals: ['Array', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String'],
      testMatch: [
        '<rootDir>/{apps,libs,tools}/**/*.spec.ts',
        '<rootDir>/test/{bench,fuzz}/**/*.spec.ts',
        '<rootDir>/test/campaign/!(campaign).spec.ts',
      ],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: [
        '<rootDir>/test/{integration,conformance,structure}/**/*.spec.ts',
        '<rootDir>/test/campaign/campaign.spec.ts',
      ],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
