/** What can be asked of the workers. One operation is one conversation: request topic, response topic, dead letters. */
export const OPERATIONS = ['validate', 'analyze', 'pattern', 'mixin', 'stamp', 'batch_stamp', 'verify'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const CODEGEN_OPERATIONS = ['validate', 'analyze', 'pattern', 'mixin'] as const;
export type CodegenOperation = (typeof CODEGEN_OPERATIONS)[number];

export const BRIDGE_OPERATIONS = ['stamp', 'batch_stamp', 'verify'] as const;
export type BridgeOperation = (typeof BRIDGE_OPERATIONS)[number];

export function isCodegen(operation: Operation): operation is CodegenOperation {
  return (CODEGEN_OPERATIONS as readonly string[]).includes(operation);
}
