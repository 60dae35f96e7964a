/** Unit tests live beside the code; everything that needs a broker or a database lives under test/. */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '<rootDir>/test/support/built-file.js' },
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/support/fast-check.ts',
    '^#(contracts|dead-letters|event-bus|http|operations|redaction|schema-evolution|schema-registry|stamping|storage|worker)$':
      '<rootDir>/libs/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

module.exports = {
  // A hang guard, not a measurement: property tests are slow on a busy machine.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs,tools}/**/*.spec.ts',
        '<rootDir>/test/fuzz/**/*.spec.ts',
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
