export interface Order7x3 {
  readonly id: string;
  readonly amount: number;
  readonly tags: readonly string[];
  readonly created?: Date | undefined;
}

export type Priced7x3 = Order7x3 & { readonly total: number; readonly kind: 'priced' | 'refused' };
