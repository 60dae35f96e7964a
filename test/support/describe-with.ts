import { spawnSync } from 'node:child_process';

/** A block that needs a program: left out loudly where it is not installed, unless nothing may be left out. */
export function describeWith(program: string, name: string, suite: () => void): void {
  if (spawnSync(program, ['--version']).status === 0) return describe(name, suite);
  if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error(`${program} is required here.`);
  console.warn(`${program} is missing: "${name}" is left out.`);
  describe.skip(name, suite);
}
