import { spawnSync } from 'node:child_process';

/**
 * A block that needs a program: left out loudly where it is not installed, unless nothing may be left out. `asks` is an
 * argument with which it does nothing and ends well.
 */
export function describeWith(program: string, name: string, suite: () => void, asks = '--version'): void {
  if (spawnSync(program, [asks]).status === 0) return describe(name, suite);
  if (process.env['OMNI_TEST_REQUIRE_ALL'] === '1') throw new Error(`${program} is required here.`);
  console.warn(`${program} is missing: "${name}" is left out.`);
  describe.skip(name, suite);
}
