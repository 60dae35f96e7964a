import { BLAKE3_HEX, NAMESPACE } from '#contracts';
import type { StampPlace } from '#stamping';

/** A place in a list of stamps, as cursors have it. */
export function positionIn({ stamped_at, blake3_hash, namespace }: StampPlace): string {
  return `${stamped_at.toISOString()} ${blake3_hash} ${namespace}`;
}

export function placeOf(text: string): StampPlace | undefined {
  const [at = '', hash = '', namespace = ''] = text.split(' ');
  const stamped_at = new Date(at);
  const isPlace = !Number.isNaN(stamped_at.getTime()) && BLAKE3_HEX.test(hash) && NAMESPACE.test(namespace);
  return isPlace ? { stamped_at, blake3_hash: hash, namespace } : undefined;
}
