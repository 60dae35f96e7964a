import type { RequirementsAnalysis } from './analysis';
import type { SectionKind } from './document/headings';
import { domainKeywords } from './domain/keywords';
import { confidenceIn, type Frame } from './frame';
import type { Requirement } from './statements/requirement';
import { linesOf } from './text-lists';

/** Outline, lists, requirement sentences, keywords and node hints. */
export function quickAnalysis(frame: Frame): RequirementsAnalysis {
  const { depth, document, language, title, summary, text, readings, hints, truncated } = frame;
  return {
    depth,
    title,
    summary,
    description: summary,
    sections: document.sections.map(({ title: name, kind, level, line, end_line }) => ({
      title: name,
      kind,
      level,
      line,
      end_line,
    })),
    requirements: readings.map(({ requirement }) => requirement),
    user_stories: [],
    acceptance_criteria: [],
    entities: [],
    relationships: [],
    external_systems: [],
    actors: [],
    features: [],
    node_type_hints: hints,
    recommended_mixins: [],
    domain_keywords: domainKeywords(text),
    concepts: [],
    smells: [],
    completeness: null,
    ambiguity: null,
    complexity: null,
    confidence: confidenceIn(frame, null),
    functional_requirements: textsOf(frame, 'functional'),
    non_functional_requirements: textsOf(frame, 'non_functional'),
    success_criteria: linesOf(document, 'success_criteria'),
    technical_details: linesOf(document, 'technical'),
    dependencies: linesOf(document, 'dependencies'),
    goals: linesOf(document, 'goals'),
    out_of_scope: linesOf(document, 'out_of_scope'),
    open_questions: linesOf(document, 'open_questions'),
    language,
    word_count: document.wordCount,
    truncated,
  };
}

/** The requirements under the headings of a kind; where there is no such heading, those classified so. */
function textsOf({ document, readings }: Frame, kind: SectionKind & NonNullable<Requirement['kind']>): string[] {
  const under = readings.filter(({ statement }) => document.sections[statement.section]?.kind === kind);
  const chosen = under.length > 0 ? under : readings.filter(({ requirement }) => requirement.kind === kind);
  return chosen.map(({ requirement }) => requirement.text);
}
