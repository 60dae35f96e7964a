import type { Block, Outline } from '../document/outline';
import { stepOf } from './stories';

/** Steps of one scenario that stand in items, lines or paragraphs of their own, as one text. */
export interface StepGroup {
  /** Indices of the blocks, in order; the scenario's title, if an item holds it, is not among them. */
  members: number[];
  text: string;
}

/** No scenario has more steps. */
const MAX_STEPS = 40;

/** The scenarios whose steps are blocks beside one another: "- Given …", "- When …", "- Then …". */
export function stepGroups({ blocks }: Outline): StepGroup[] {
  const groups: StepGroup[] = [];
  let run: number[] = [];
  const close = (): void => {
    groups.push(...scenariosIn(run, blocks));
    run = [];
  };
  blocks.forEach((block, index) => {
    const previous = blocks[run[run.length - 1] ?? -1];
    const step = block.type === 'row' || block.type === 'gherkin' ? null : stepOf(block.text);
    const follows = previous?.section === block.section && previous.parent === block.parent;
    const nested = previous !== undefined && run.includes(block.parent ?? -1);
    if (step === null || !(follows || nested || run.length === 0)) close();
    if (step !== null) run.push(index);
  });
  close();
  return groups;
}

/** A run of steps cut where the next scenario begins: at a "Given" or "When" behind a "Then". */
function scenariosIn(run: readonly number[], blocks: readonly Block[]): StepGroup[] {
  const groups: StepGroup[] = [];
  let members: number[] = [];
  let seen = '';
  const close = (): void => {
    if (/W.*T/u.test(seen)) {
      const text = members.map((index) => (blocks[index]?.text ?? '').replace(/\s+/gu, ' ').replace(/[,;]$/u, ''));
      groups.push({ members, text: text.join(', ') });
    }
    members = [];
    seen = '';
  };
  for (const index of run) {
    const step = stepOf(blocks[index]?.text ?? '');
    if (seen.includes('T') && (step === 'G' || step === 'W')) close();
    if (members.length < MAX_STEPS) members.push(index);
    seen += step ?? '';
  }
  close();
  return groups.filter((group) => group.members.length > 1);
}
