import type { ReplyView } from '../reply-view';

export const VALIDATION_VIEW: ReplyView = {
  yes: { field: 'is_valid', is: true },
  verdict: { yes: 'valid', no: 'not valid' },
  parts: [
    {
      kind: 'fields',
      fields: [
        ['quality', '{quality_score}'],
        ['compliance', '{onex_compliance_score}'],
        ['language', '{validation_result.language}'],
      ],
    },
    {
      kind: 'table',
      of: 'validation_result.issues',
      columns: [
        { text: '{line}:{column}' },
        { text: '{severity}', paint: { error: 'red', warning: 'yellow' } },
        { text: '{code}' },
        { text: '{message}' },
      ],
      omitted: 'validation_result.issues_omitted',
    },
    { kind: 'texts', of: 'validation_result.suggestions' },
  ],
};
