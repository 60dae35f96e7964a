import { SYNTAX_RULE } from '#code-model';
import { levels, type Rule } from '../rule';

/** The source can be read at all. */
export const SYNTAX: readonly Rule[] = [
  {
    id: 'SYN-001',
    title: 'The code does not compile',
    dimension: 'syntax',
    severity: levels('E/E'),
    hint: 'make the code parse as Python 3.12',
    source:
      'The parser of ruff 0.17 for Python 3.12. F404, F406, F407, F62x, F70x and the PLE codes are what CPython itself refuses to compile and ruff reports under a rule of its own',
    engines: [
      SYNTAX_RULE,
      'F404',
      'F406',
      'F407',
      'F621',
      'F622',
      'F701',
      'F702',
      'F704',
      'F706',
      'F707',
      'PLE0115',
      'PLE0117',
      'PLE0118',
      'PLE1142',
    ],
  },
  {
    id: 'SYN-002',
    title: 'The code is too large or too deeply nested to be checked',
    dimension: 'syntax',
    severity: levels('E/E'),
    hint: 'split the code into smaller, flatter parts',
    source: 'Limits of the engines: reported where one of them gave up or ran out of time',
  },
];
