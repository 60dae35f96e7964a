import { replayCountOf } from './replay-headers';

/** What a record that was sent again from a dead letter says of that, so that it is known where it comes back. */
export const REDRIVE_HEADERS = {
  /** The job that sent it. */
  id: 'x-redrive-id',
  /** The id of the dead letter. */
  of: 'x-redrive-of',
  /** How often it was redriven, this time included. */
  attempt: 'x-redrive-attempt',
} as const;

/** How often a message may be redriven: what failed so often is no accident. */
export const MAX_REDRIVES = 5;

export interface Redrive {
  readonly id: string;
  readonly of: string;
  readonly attempt: number;
}

export function redriveHeaders({ id, of, attempt }: Redrive): Readonly<Record<string, string>> {
  return { [REDRIVE_HEADERS.id]: id, [REDRIVE_HEADERS.of]: of, [REDRIVE_HEADERS.attempt]: String(attempt) };
}

/** What a record says of its redrive; `null` where it says none, or nothing that can be believed. */
export function redriveOf(headers: Readonly<Record<string, string>>): Redrive | null {
  const [id = '', of = ''] = [headers[REDRIVE_HEADERS.id], headers[REDRIVE_HEADERS.of]];
  const attempt = replayCountOf(headers[REDRIVE_HEADERS.attempt]);
  const isRedrive = UUID.test(id) && /^[1-9]\d{0,17}$/.test(of) && attempt >= 1 && attempt <= MAX_BELIEVED;
  return isRedrive ? { id, of, attempt } : null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** More than there can be. */
const MAX_BELIEVED = 1_000;
