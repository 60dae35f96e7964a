import { join } from 'node:path';
import { createValidate } from '../../intelligence/src/validation/validate';
import { WorkerPool } from '../../intelligence/src/validation/worker-pool';
import type { Validate } from './answer-line';

const SCRIPT = join(__dirname, '..', '..', 'intelligence', 'src', 'validation', 'validation-worker.js');

/**
 * The intelligence app's validation, a domain folder of plain functions, in this process. The engines are not warmed
 * up: that buys the first answers of a server a steady time, and here nobody waits for a single one.
 */
export function startValidation(size: number): { readonly validate: Validate; close(): Promise<void> } {
  const pool = new WorkerPool({ script: SCRIPT, size, workerData: { warmUpChecks: 0 } });
  return { validate: createValidate(pool), close: () => pool.close() };
}
