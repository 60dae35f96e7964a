import type { ReplyView } from '../reply-view';

export const ANALYSIS_VIEW: ReplyView = {
  verdict: { yes: 'analysed' },
  brief: [
    {
      kind: 'fields',
      fields: [
        ['summary', '{analysis_result.summary}'],
        ['requirements', '{analysis_result.requirements.length}: {analysis_result.requirements.text}'],
        ['missing', '{analysis_result.completeness.missing}'],
        ['complexity', '{analysis_result.complexity.level}'],
        ['size', '{analysis_result.metrics.lines} lines, maintainability {analysis_result.metrics.maintainability}'],
        ['entities', '{analysis_result.entities.length}: {analysis_result.entities.name}'],
        ['node type', '{analysis_result.node_type_hints}'],
        ['mixins', '{analysis_result.recommended_mixins}'],
        ['confidence', '{confidence}'],
      ],
    },
  ],
  parts: [{ kind: 'facts', except: [] }],
};
