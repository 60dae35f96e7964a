import type { Command } from '../stage';

/** What a peer promises, as a table has it. */
export interface Guarantees {
  readonly order: string;
  /** When the offset of a request is committed. */
  readonly commit: string;
  readonly 'side by side': string;
  readonly validation: string;
  readonly 'what fails': string;
}

export interface Peer {
  readonly name: string;
  readonly guarantees: Guarantees;
  readonly reply: string;
  readonly command: (group: string) => Omit<Command, 'name'>;
}

/** Where a peer answers that may choose. */
export function replyTopic(name: string): string {
  return `bench.peers.${name}.reply`;
}
