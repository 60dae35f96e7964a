import type { Code } from '#code-model';

/** A path as its author wrote it: the object a method runs on is `self` among the items of every language. */
export function shownPath(path: string, { language }: Code): string {
  return language === 'python' ? path : path.replace(/^self(?=$|[.[])/, 'this');
}
