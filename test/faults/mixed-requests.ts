import { randomUUID } from 'node:crypto';
import { ask, STYLES, type Asked } from '../integration/main-job/requests';

/** A repeatable source of numbers from 0 to 1 (mulberry32): a failed run is run again by its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Mostly small, some of 20 KB, few of 200 KB; every tenth has the content of another one, and so its stamp. */
export function stampRequests(count: number, random: () => number): readonly Asked[] {
  return Array.from({ length: count }, (_, index) => {
    const document = random() < 0.1 ? Math.floor(random() * count) : index;
    const content = `document ${document} `.repeat(sizeOf(document));
    const style = STYLES[index % 2] ?? 'dotted';
    return ask('stamp', { content, namespace: 'omninode.faults.stamps' }, { style, form: formOf(index) });
  });
}

export function validateRequests(count: number, random: () => number): readonly Asked[] {
  return Array.from({ length: count }, (_, index) => {
    const functions = 1 + Math.floor(random() * 10);
    const code = Array.from({ length: functions }, (__, n) => `def f${n}(a: int) -> int:\n    return a * ${index}\n`);
    const broken = random() < 0.1 ? 'def broken(\n' : '';
    const fields = { code_content: code.join('\n\n') + broken, node_type: 'compute' };
    const style = STYLES[index % 2] ?? 'dotted';
    return ask('validate', fields, { style, form: formOf(index), sessionId: randomUUID() });
  });
}

function formOf(index: number) {
  return index % 3 === 0 ? 'onex-v1' : 'architecture';
}

/** The size belongs to the document, so that the same document is the same content. */
function sizeOf(document: number): number {
  if (document % 500 === 7) return 12_000;
  return document % 50 === 3 ? 1_200 : 1 + (document % 100);
}
