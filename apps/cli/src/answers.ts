import type { JsonObject, Operation, Reply } from '#contracts';

/** Whether a reply says "no": it carries an error, or its own verdict is negative, or part of a batch failed. */
export function isNo(operation: Operation, payload: JsonObject, error: Reply['error']): boolean {
  if (error !== null) return true;
  switch (operation) {
    case 'validate':
      return payload['is_valid'] !== true;
    case 'verify':
      return payload['valid'] !== true;
    case 'batch_stamp':
      return payload['failed_count'] !== 0;
    case 'health_check':
      return payload['status'] !== 'healthy';
    case 'analyze':
    case 'pattern':
    case 'mixin':
    case 'stamp':
      return false;
  }
}
