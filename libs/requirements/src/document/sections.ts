import type { Quality } from '../quality/quality-lexicon';
import { readHeading, type SectionKind } from './headings';
import { takeHeadingIdentifier } from './identifiers';

export interface Section {
  title: string;
  /** The id its heading starts with ("FR-1: Ordering"), and the heading without it. */
  id: string | null;
  name: string;
  level: number;
  /** Own meaning, or that of the nearest heading above that has one. */
  kind: SectionKind;
  quality: Quality | null;
  line: number;
  end_line: number;
  parent: number | null;
}

/** The sections of a document while it is read from top to bottom. */
export class Sections {
  readonly #sections: Section[] = [];

  get all(): Section[] {
    return this.#sections;
  }

  /** A heading of this level begins; it ends those of its level and below. */
  begin(text: string, struck: boolean, level: number, line: number): void {
    this.close(level, line);
    const parent = this.current();
    const { id, text: name } = takeHeadingIdentifier(text);
    const own = struck ? { ...readHeading(text), kind: 'out_of_scope' as const } : headingOf(text, id);
    const above = parent === null ? undefined : this.#sections[parent];
    const inherits = own.kind === 'other' && above !== undefined;
    this.#sections.push({
      title: own.title,
      id,
      name: id === null ? own.title : name,
      level,
      kind: inherits ? above.kind : own.kind,
      quality: own.quality ?? (inherits ? above.quality : null),
      line,
      end_line: 0,
      parent,
    });
  }

  /** The index of the section that is open, if one is. */
  current(): number | null {
    const index = this.#sections.findLastIndex((section) => section.end_line === 0);
    return index < 0 ? null : index;
  }

  /** Ends the sections of this level and below: the line is behind them. */
  close(level: number, line: number): void {
    for (let index = this.#sections.length - 1; index >= 0; index -= 1) {
      const section = this.#sections[index];
      if (section === undefined || section.end_line !== 0) continue;
      if (section.level < level) break;
      section.end_line = Math.max(section.line, line - 1);
    }
  }
}

/** A heading that carries the id of a requirement names a thing, whatever section its words remind of. */
function headingOf(text: string, id: string | null): ReturnType<typeof readHeading> {
  const own = readHeading(text);
  if (id === null || own.kind === 'non_functional') return own;
  return { ...own, kind: idKind(id) };
}

function idKind(id: string): SectionKind {
  if (/^(?:FR|REQ|RF|FUNC)/u.test(id)) return 'functional';
  return id.startsWith('AC') ? 'acceptance_criteria' : 'other';
}
