import type { Field } from '../document/fields';
import { isIdentifier } from '../document/identifiers';
import type { Block, Outline } from '../document/outline';
import type { Section } from '../document/sections';
import { draft, type Draft, MAX_DETAILS, fromRow, fromText, type Parent } from './drafts';
import { type Priority, priorityNamed } from './priorities';
import { recordFields } from './records';
import { headingId, isAcceptance, LISTED, SILENT } from './silent';
import type { Statement } from './statement';
import { stepGroups } from './steps';
import { isStoryBlock } from './user-stories';
import { isWithdrawn, isWithdrawnStatus } from './withdrawn';

/** The statements of a document that ask for something, in the order they stand. */
export function collectStatements(outline: Outline): Statement[] {
  const collector = new Collector(outline);
  outline.blocks.forEach((block, index) => collector.take(block, index));
  return collector.finish();
}

/** What fields have said about a requirement whose wording is still to come. */
interface Pending {
  id: string | null;
  title: string | null;
  titleAt: number;
  priority: Priority | null;
  category: string | null;
  withdrawn: boolean;
}

const NOTHING_PENDING: Readonly<Pending> = {
  id: null,
  title: null,
  titleAt: 0,
  priority: null,
  category: null,
  withdrawn: false,
};

class Collector {
  private found: Statement[] = [];
  private readonly byBlock = new Map<number, Statement>();
  private readonly fields: ReadonlyMap<number, Field>;
  private readonly steps: ReadonlySet<number>;
  /** Blocks that do not count, and so nothing in them. */
  private readonly gone = new Set<number>();
  /** Sections that need no statement made of their heading. */
  private readonly told = new Set<number>();
  private pending: Pending = { ...NOTHING_PENDING };
  /** By section with an id: what its fields have said. */
  private readonly left = new Map<number, Pending>();
  private section = -1;

  constructor(private readonly outline: Outline) {
    this.fields = recordFields(outline.blocks);
    this.steps = new Set(stepGroups(outline).flatMap(({ members }) => members));
  }

  take(block: Block, index: number): void {
    if (block.section !== this.section) this.endRecord();
    this.section = block.section;
    if (this.isGone(block) && block.type !== 'row') return void this.gone.add(index);
    if (block.type === 'gherkin' || this.steps.has(index) || isAcceptance(block, this.outline.blocks)) return;
    if (isStoryBlock(index, this.outline.blocks)) return this.tell(block.section);
    const field = this.fields.get(index);
    if (field !== undefined && field.name !== 'text') return this.field(field, block, index);
    if (SILENT.has(this.kindOf(block))) return;
    if (isIdentifier(block.text)) return this.newRecord(block.text.trim());
    this.statements(field === undefined ? block : { ...block, text: field.value }, index, field !== undefined);
  }

  finish(): Statement[] {
    this.endRecord();
    this.outline.sections.forEach((section, index) => this.headingAsStatement(section, index));
    return this.found.sort((one, other) => one.line - other.line);
  }

  private kindOf({ section }: Block): Section['kind'] {
    return this.outline.sections[section]?.kind ?? 'other';
  }

  private isGone({ struck, parent, text }: Block): boolean {
    return struck || isWithdrawn(text) || (parent !== null && this.gone.has(parent));
  }

  private statements(block: Block, index: number, worded: boolean): void {
    const kind = this.kindOf(block);
    const { blocks } = this.outline;
    const drafts =
      block.type === 'row'
        ? fromRow(block, kind)
        : fromText(block, kind, this.parentOf(block), leads(index, blocks), worded);
    const parent = block.parent === null ? undefined : this.byBlock.get(block.parent);
    if (drafts.length === 0 && parent !== undefined) this.byBlock.set(index, parent);
    for (const one of drafts) this.add(one, index);
  }

  private add(one: Draft, index: number): void {
    const { pending } = this;
    const statement: Statement = {
      ...one,
      block: index,
      explicitId: one.explicitId ?? pending.id ?? headingId(one.section, this.outline.sections),
      priority: one.priority ?? pending.priority ?? this.headingPriority(one.section),
      category: one.category ?? pending.category,
    };
    this.pending = { ...NOTHING_PENDING };
    this.tell(one.section);
    if (pending.withdrawn) return;
    this.found.push(statement);
    if (!this.byBlock.has(index)) this.byBlock.set(index, statement);
  }

  /** That of the heading, or of the one above a heading that only holds an id. */
  private headingPriority(index: number): Priority | null {
    const section = this.outline.sections[index];
    if (section === undefined) return null;
    const own = priorityNamed(section.title, 'heading');
    return own ?? (section.id === null || section.parent === null ? null : this.headingPriority(section.parent));
  }

  private field({ name, value }: Field, block: Block, index: number): void {
    if (name === 'id') return this.newRecord(value);
    if (name === 'title') return void (this.pending = { ...this.pending, title: value, titleAt: index });
    if (name === 'note' || name === 'status') this.gone.add(index);
    const about = this.aboutWhat(block);
    if (name === 'priority') about.priority = priorityNamed(value, 'explicit') ?? about.priority;
    if (name === 'category') about.category = value;
    if (name === 'status' && isWithdrawnStatus(value)) this.withdraw(about, block.section);
  }

  /** The requirement around the field, or the one before it in the section, or the one to come. */
  private aboutWhat({ parent, section }: Block): Statement | Pending {
    const around = parent === null ? undefined : this.byBlock.get(parent);
    if (around !== undefined) return around;
    const last = this.found[this.found.length - 1];
    const begun = this.pending.id !== null || this.pending.title !== null;
    return begun || last === undefined || last.section !== section ? this.pending : last;
  }

  private withdraw(about: Statement | Pending, section: number): void {
    this.tell(section);
    if ('withdrawn' in about) about.withdrawn = true;
    else this.found = this.found.filter((statement) => statement !== about);
  }

  private newRecord(id: string): void {
    this.endRecord();
    this.pending = { ...this.pending, id };
  }

  /** A record that has a title and no wording asks for what its title names. */
  private endRecord(): void {
    const { title, titleAt, withdrawn } = this.pending;
    const block = this.outline.blocks[titleAt];
    if (title !== null && !withdrawn && block !== undefined && LISTED.has(this.kindOf(block)))
      this.add(draft(block, title, block.line, 'item', null, null, null), titleAt);
    if (!this.told.has(this.section)) this.left.set(this.section, this.pending);
    this.pending = { ...NOTHING_PENDING };
  }

  /** "### FR-1: Store plants" and nothing but criteria below: the heading is the wording. */
  private headingAsStatement(section: Section, index: number): void {
    if (section.id === null || this.told.has(index) || !LISTED.has(section.kind) || !/\s/u.test(section.name)) return;
    if (headingId(index, this.outline.sections) === null || isWithdrawn(section.name)) return;
    const next = this.outline.blocks.findIndex(({ line }) => line > section.line);
    const place = { section: index, line: section.line };
    const one = draft(place, section.name, section.line, 'item', section.id, null, null);
    this.pending = this.left.get(index) ?? { ...NOTHING_PENDING };
    one.details = this.detailsIn(index);
    // Before the first block below the heading, so that what stands there is about it.
    this.add(one, (next < 0 ? this.outline.blocks.length : next) - 0.5);
  }

  private detailsIn(section: number): string[] {
    const { blocks } = this.outline;
    const own = blocks.filter((block, at) => block.section === section && !this.fields.has(at) && !this.gone.has(at));
    return own
      .filter((block) => block.type !== 'gherkin' && !isAcceptance(block, blocks))
      .slice(0, MAX_DETAILS)
      .map(({ text }) => text.replace(/\s+/gu, ' '));
  }

  private tell(section: number): void {
    for (let at: number | null = section; at !== null && at >= 0 && !this.told.has(at);) {
      this.told.add(at);
      at = this.outline.sections[at]?.parent ?? null;
    }
  }

  private parentOf(block: Block): Parent {
    if (block.parent === null) return null;
    return this.byBlock.get(block.parent) ?? 'group';
  }
}

function leads(index: number, blocks: readonly Block[]): boolean {
  const block = blocks[index];
  const next = blocks[index + 1];
  if (block === undefined || next === undefined) return false;
  if (block.type === 'paragraph') return next.type === 'item' && next.section === block.section;
  return block.type === 'item' && next.type === 'item' && next.parent === index;
}
