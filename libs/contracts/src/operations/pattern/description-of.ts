import type { PatternRequest } from './payloads';

/** What is asked for in words; callers without a description have the code stand for it, which says nothing in words. */
export function descriptionOf({ node_description, code_content }: PatternRequest): string {
  return node_description === code_content ? '' : node_description;
}
