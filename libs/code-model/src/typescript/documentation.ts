import type { Span } from '../code/items';
import type { SyntaxNode, SyntaxTree } from '../code/syntax-tree';

/** The comments that document what follows them. */
export class Documentation {
  private readonly byEnd: ReadonlyMap<number, Span>;
  private readonly first: Span | undefined;

  constructor(
    private readonly source: string,
    { comments }: SyntaxTree,
  ) {
    this.byEnd = new Map(comments.map((comment) => [comment.end, comment]));
    [this.first] = comments;
  }

  /** What the JSDoc comment right before `node` says; nothing but blanks may stand between. */
  of(node: SyntaxNode): { readonly docstring?: string } {
    let end = node.start;
    while (end > 0 && /\s/.test(this.source[end - 1] ?? '')) end -= 1;
    const comment = this.byEnd.get(end);
    return comment !== undefined && this.source.startsWith('/**', comment.start)
      ? { docstring: this.text(comment) }
      : {};
  }

  /** What a comment at the very top of the file says. */
  ofModule(): { readonly docstring?: string } {
    if (this.first === undefined || this.source.slice(0, this.first.start).trim() !== '') return {};
    return { docstring: this.text(this.first) };
  }

  private text({ start, end }: Span): string {
    return this.source
      .slice(start, end)
      .replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
      .replace(/^[ \t]*\*[ \t]?/gm, '')
      .trim();
  }
}
