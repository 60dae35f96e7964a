import { analyzeRequirements } from '../analyze';
import type { RequirementsAnalysis } from '../analysis';

const read = (...lines: string[]): RequirementsAnalysis => analyzeRequirements(lines.join('\n'), 'full');
const texts = (analysis: RequirementsAnalysis): string[] => analysis.requirements.map(({ text }) => text);
const ids = (analysis: RequirementsAnalysis): string[] => analysis.requirements.map(({ id }) => id);
const steps = ({ acceptance_criteria: criteria }: RequirementsAnalysis): unknown[] =>
  criteria.map(({ given, when, then }) => [given, when, then]);

describe('user stories in every dress', () => {
  it.each([
    ['a label before it', ['User Story 4: As a keeper, I want to lock a gate so that nobody drives in.']],
    ['no article', ['- As keepers, we want to lock a gate so that nobody drives in.']],
    ['the benefit first', ['So that nobody drives in, as a keeper, I want to lock a gate.']],
    ['one line for each part', ['**As a** keeper', '**I want to** lock a gate', '**So that** nobody drives in']],
    ['one item for each part', ['- As a keeper', '- I want to lock a gate', '- So that nobody drives in']],
    [
      'columns of a table',
      ['| As a | I want to | So that |', '|---|---|---|', '| keeper | lock a gate | nobody drives in |'],
    ],
    ['a field of an issue', ['Story: As a keeper, I want to lock a gate so that nobody drives in', 'Priority: High']],
  ])('%s', (_, lines) => {
    const { user_stories: stories, requirements } = read('# Gates', '', '## Notes', '', ...lines);
    expect(stories).toMatchObject([
      { role: expect.stringMatching(/^keepers?$/), goal: 'lock a gate', benefit: 'nobody drives in' },
    ]);
    expect(requirements).toEqual([]);
  });

  it('takes the id of the heading above, and a sentence that only starts like a story is none', () => {
    expect(read('# Gates', '### US-7: Locking', 'As a keeper, I want to lock a gate.').user_stories).toMatchObject([
      { id: 'US-7' },
    ]);
    expect(read('# Gates', 'As needed, we can lock a gate.').user_stories).toEqual([]);
  });
});

describe('scenarios in every dress', () => {
  it.each([
    [
      'items',
      ['- **Given** a locked gate', '- **When** a car stops', '- **Then** a bell rings', '- **And** it blinks'],
    ],
    ['numbered items', ['1. Given a locked gate', '2. When a car stops', '3. Then a bell rings']],
    [
      'items in a scenario',
      ['- Scenario: Ring', '  - Given a locked gate', '  - When a car stops', '  - Then a bell rings'],
    ],
    ['lines', ['Scenario: Ring', 'Given a locked gate', 'When a car stops', 'Then a bell rings']],
    ['columns', ['| Given | When | Then |', '|---|---|---|', '| a locked gate | a car stops | a bell rings |']],
  ])('%s', (_, lines) => {
    expect(steps(read('# Gates', '## Acceptance Criteria', '', ...lines))).toEqual([
      ['a locked gate', 'a car stops', expect.stringContaining('a bell rings')],
    ]);
  });

  it('tells two scenarios apart that follow one another', () => {
    const items = ['- Given a gate', '- When a car stops', '- Then it rings', '- When a bus stops', '- Then it opens'];
    const { acceptance_criteria: criteria } = read('## Acceptance Criteria', ...items);
    expect(criteria.map(({ then }) => then)).toEqual(['it rings', 'it opens']);
  });

  it('reads a feature file: its name, its story, its scenarios without their tables of examples', () => {
    const analysis = read(
      '@gates',
      'Feature: Locking',
      '  In order to keep cars out',
      '  As a keeper',
      '  I want to lock a gate',
      '',
      '  Scenario Outline: Ring <n>',
      '    Given a locked gate',
      '    When a car stops',
      '    Then no entry is given',
      '    Examples:',
      '      | n |',
      '      | 1 |',
    );
    expect(analysis.title).toBe('Locking');
    expect(analysis.user_stories).toMatchObject([
      { role: 'keeper', goal: 'lock a gate', benefit: 'keep cars out', line: 3 },
    ]);
    expect(steps(analysis)).toEqual([['a locked gate', 'a car stops', 'no entry is given']]);
    expect(analysis.acceptance_criteria[0]?.line).toBe(7);
  });

  it('leaves a response to an event among the requirements', () => {
    const analysis = read('## Requirements', '- When a car stops, then the gate must open.');
    expect(texts(analysis)).toEqual(['When a car stops, then the gate must open.']);
    expect(analysis.acceptance_criteria).toEqual([]);
  });
});

describe('a requirement told in fields', () => {
  it('is one requirement with its id, its priority and its criteria', () => {
    const analysis = read(
      '## Functional Requirements',
      '',
      'ID: FR-1',
      'Title: Locking',
      'Description: The gate shall lock.',
      'Priority: Low',
      'Rationale: Thieves.',
      'Fit Criterion: A locked gate holds.',
      '',
      'ID: FR-2',
      'Description: The gate shall open.',
    );
    expect(analysis.requirements).toMatchObject([
      { id: 'FR-1', text: 'The gate shall lock.', priority: { level: 'low' }, line: 5 },
      { id: 'FR-2', text: 'The gate shall open.', line: 11 },
    ]);
    expect(analysis.acceptance_criteria).toMatchObject([{ text: 'A locked gate holds.', verifies: ['FR-1'] }]);
  });

  it.each([
    ['below a heading', ['### FR-3: Locking', '- **Description:** The gate must lock.', '- **Priority:** Must']],
    [
      'in a table of two columns',
      ['| ID | FR-3 |', '|---|---|', '| Description | The gate must lock. |', '| Priority | Must |', '| Owner | Ann |'],
    ],
    ['below its wording', ['- FR-3: The gate must lock.', '  - Priority: Must', '  - Source: workshop']],
  ])('%s', (_, lines) => {
    expect(read('## Requirements', '', ...lines).requirements).toMatchObject([
      { id: 'FR-3', text: 'The gate must lock.', priority: { level: 'high', source: 'explicit' } },
    ]);
  });

  it('has its heading for wording where there is no other', () => {
    const analysis = read(
      '## Requirements',
      '### REQ-9: Lock a gate',
      '**Priority:** P0',
      '#### Acceptance Criteria',
      '- It holds.',
    );
    expect(analysis.requirements).toMatchObject([
      { id: 'REQ-9', text: 'Lock a gate', priority: { level: 'critical' } },
    ]);
    expect(analysis.acceptance_criteria).toMatchObject([{ verifies: ['REQ-9'] }]);
  });

  it('leaves features alone that are called like fields', () => {
    const lines = [
      '- **Notes:** Keepers must be able to write notes.',
      '- **Comments:** Drivers can comment.',
      '- **Status:** Shows whether a gate is open.',
    ];
    expect(texts(read('## Functional Requirements', ...lines))).toHaveLength(3);
  });
});

describe('ids', () => {
  it.each([
    ['the number of a clause', ['4.2.1 The gate shall lock.'], '4.2.1'],
    ['a line of its own in a quotation', ['> REQ-GATE-4', '>', '> The gate shall lock.'], 'REQ-GATE-4'],
    ['a cell', ['| ID | Requirement |', '|---|---|', '| 4.2 | The gate shall lock. |'], '4.2'],
  ])('%s', (_, lines, id) => {
    expect(read('# Gates', '', '## Requirements', '', ...lines).requirements).toMatchObject([
      { id, text: 'The gate shall lock.' },
    ]);
  });

  it('takes neither standards nor priorities nor the numbers of sections for ids', () => {
    const analysis = read(
      '# Gates',
      '## Security',
      '- SHA-256: logs must be hashed',
      '- P1: keepers must sign in',
      '',
      '3.2 Locking gates',
    );
    expect(ids(analysis)).toEqual(['R1', 'R2']);
    expect(analysis.requirements[1]?.priority.level).toBe('high');
  });
});

describe('what asks for nothing', () => {
  it.each([
    ['The key words "SHALL" and "MAY" are to be interpreted as described in RFC 2119.'],
    ['In this document “must” marks an obligation.'],
    ['This document must be read together with the manual.'],
    ['Readers should be familiar with gates.'],
    ['All requirements in this document are numbered and must be traceable.'],
    ['FR-2: WITHDRAWN'],
    ['FR-2: N/A'],
    ['- ~~FR-2: The gate must sing.~~'],
    ['- FR-2: ~~The gate must sing.~~'],
    ['- <del>The gate must sing.</del>'],
    ['- [REMOVED] The gate must sing.'],
    ['- FR-2: Superseded by FR-1'],
  ])('%s', (line) => {
    expect(texts(read('## Requirements', '', line, '', '- FR-1: The gate must lock.'))).toEqual([
      'The gate must lock.',
    ]);
  });

  it('keeps what only sounds like it', () => {
    const lines = [
      '- The gate must delete this document.',
      '- Removed cars must be listed.',
      '- The gate must ~~sing~~ ring.',
    ];
    expect(texts(read('## Requirements', ...lines))).toEqual([
      'The gate must delete this document.',
      'Removed cars must be listed.',
      'The gate must ring.',
    ]);
  });

  it('drops the rows whose status says so', () => {
    const rows = ['| Requirement | Status |', '|---|---|', '| Lock gates | Done |', '| Paint gates | Rejected |'];
    expect(texts(read('## Requirements', '', ...rows))).toEqual(['Lock gates']);
  });
});

describe('tables', () => {
  it('keeps targets in the wording and leaves out who, when and empty cells', () => {
    const rows = [
      '| Area | Requirement | Target | Owner | Status |',
      '|---|---|---|---|---|',
      '| Speed | Time to open a gate | 2 s | Ann | - |',
    ];
    expect(texts(read('## Non-Functional Requirements', '', ...rows))).toEqual(['Time to open a gate: 2 s']);
  });
});

describe('MoSCoW', () => {
  it('is read from one word in a heading, a letter in a column, a letter in brackets', () => {
    const levels = read(
      '## Requirements',
      '### Should (next)',
      '- Lock gates',
      '### Now',
      '- [C] Paint gates',
      '',
      '| Requirement | Priority |',
      '|---|---|',
      '| Open gates | M |',
      '| Ring a bell | S |',
      "### Won't",
      '- Sing',
    ).requirements.map(({ text, priority }) => [text, priority.level]);
    expect(levels).toEqual([
      ['Lock gates', 'medium'],
      ['Paint gates', 'low'],
      ['Open gates', 'high'],
      ['Ring a bell', 'medium'],
    ]);
  });

  it('leaves M a medium priority where no other letter says more', () => {
    const rows = ['| Requirement | Priority |', '|---|---|', '| Open gates | H |', '| Ring a bell | M |'];
    expect(read('## Requirements', '', ...rows).requirements.map(({ priority }) => priority.level)).toEqual([
      'high',
      'medium',
    ]);
  });
});

describe('HTML', () => {
  it('is read as what it shows: headings, nested lists, tables, emphasis', () => {
    const analysis = read(
      '<h1>Gates</h1><h2>Functional Requirements</h2>',
      '<ul><li><p>The gate must <b>lock</b>.</p><ul><li>The gate must ring.</li></ul></li></ul>',
      '<table><tr><th>ID</th><th>Requirement</th></tr>',
      '<tr><td>FR-9</td><td>The gate&nbsp;must open.</td></tr></table>',
    );
    expect(analysis.title).toBe('Gates');
    expect(analysis.requirements.map(({ id, text, line }) => [id, text, line])).toEqual([
      ['R1', 'The gate must lock.', 2],
      ['R2', 'The gate must ring.', 2],
      ['FR-9', 'The gate must open.', 4],
    ]);
  });

  it('drops a tag that only wraps the document, and leaves code and placeholders', () => {
    const analysis = read(
      '<brief>',
      '# Gates',
      '## Requirements',
      '- The gate must store a Map<Key>, see `<li>`.',
      '</brief>',
    );
    expect(texts(analysis)).toEqual(['The gate must store a Map<Key>, see <li>.']);
  });
});

describe('lists', () => {
  it.each([
    ['a. b.', ['a. The gate must lock.', 'b. The gate must ring.']],
    ['A) B)', ['A) The gate must lock.', 'B) The gate must ring.']],
    ['i. ii.', ['i. The gate must lock.', 'ii. The gate must ring.']],
    ['below a line that introduces them', ['The service:', '', '(a) The gate must lock.', '(b) The gate must ring.']],
  ])('%s', (_, lines) => {
    expect(texts(read('## Requirements', '', ...lines))).toEqual(['The gate must lock.', 'The gate must ring.']);
  });

  it('leaves a letter that starts a sentence', () => {
    expect(texts(read('## Requirements', '', 'a. m. and p. m. must be shown.'))).toEqual([
      'a. m. and p. m. must be shown.',
    ]);
  });
});

it.each([
  'within XX ms',
  'for <number> cars',
  'with [NEEDS CLARIFICATION: which bell?]',
  'in {{colour}}',
  'as is to be clarified',
])('finds that something is still to be decided: %s', (words) => {
  const { smells } = read('## Requirements', `- The gate must ring ${words}.`);
  expect(smells.map(({ type }) => type)).toContain('to_be_decided');
  expect(smells.map(({ type }) => type)).not.toContain('undefined_acronym');
});

it('takes the key words of EARS in capitals for no acronyms', () => {
  const { smells } = read('## Requirements', '- WHILE it rains, the gate SHALL stay open.');
  expect(smells.map(({ type }) => type)).not.toContain('undefined_acronym');
});
