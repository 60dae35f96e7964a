export const CODEGEN_OPERATIONS = ['validate', 'analyze', 'pattern', 'mixin'] as const;
export type CodegenOperation = (typeof CODEGEN_OPERATIONS)[number];

export const BRIDGE_OPERATIONS = ['stamp', 'batch_stamp', 'verify'] as const;
export type BridgeOperation = (typeof BRIDGE_OPERATIONS)[number];

/** Asked of every worker; each that is meant answers. */
export const INFRA_OPERATIONS = ['health_check'] as const;
export type InfraOperation = (typeof INFRA_OPERATIONS)[number];

/** What can be asked of the workers. One operation is one conversation: request topic, response topic, dead letters. */
export const OPERATIONS = [...CODEGEN_OPERATIONS, ...BRIDGE_OPERATIONS, ...INFRA_OPERATIONS] as const;
export type Operation = (typeof OPERATIONS)[number];

export function isCodegen(operation: Operation): operation is CodegenOperation {
  return domainOf(operation) === 'codegen';
}

/** The second word of the operation's topics. */
export function domainOf(operation: Operation): 'codegen' | 'bridge' | 'infra' {
  if ((CODEGEN_OPERATIONS as readonly string[]).includes(operation)) return 'codegen';
  return operation === 'health_check' ? 'infra' : 'bridge';
}
