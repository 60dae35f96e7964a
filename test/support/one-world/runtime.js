const { default: Runtime } = require('jest-runtime');

/** Product code and libraries. Specs and what belongs to them are loaded by each file for itself. */
const SHARED = /\/node_modules\/|\/(?:apps|libs|tools)\/(?!.*(?:\.spec\.|\.fixture\.|\/spec\/))/;

const modules = new Map();
const sourceMaps = new Map();
let current;

/** Loads product code and libraries once in a process, as a worker does, and not once for each test file. */
module.exports = class OneWorldRuntime extends Runtime {
  constructor(...options) {
    super(...options);
    current = this;
    for (const [path, module] of modules) this.registries.getActiveCjsRegistry().set(path, module);
    for (const [path, map] of sourceMaps) this.getSourceMaps().set(path, map);
  }

  /** A module that was loaded for an earlier file may require another one late. */
  requireModuleOrMock(from, moduleName) {
    return this === current
      ? super.requireModuleOrMock(from, moduleName)
      : current.requireModuleOrMock(from, moduleName);
  }

  teardown() {
    for (const [path, module] of this.registries.getActiveCjsRegistry()) {
      if (module.loaded && SHARED.test(path)) modules.set(path, module);
    }
    for (const [path, map] of this.getSourceMaps()) sourceMaps.set(path, map);
    super.teardown();
  }
};
