import { analyzeRequirements } from '../analyze';
import { earsOf } from './ears';
import { measuresOf } from './measures';
import { modalityOf } from './modality';
import { takePriority } from './priorities';
import { rolesOf } from './roles';
import { sentences } from './sentences';
import { scenarioOf, storyOf } from './stories';

describe('measures', () => {
  it.each([
    ['within 200 ms', 200, 'ms', '<='],
    ['at least 99.9% of the time', 99.9, '%', '>='],
    ['no more than 3 retries', 3, 'retries', '<='],
    ['latency < 250ms', 250, 'ms', '<'],
    ['5k requests/s', 5000, '/s', '='],
    ['2,000 parcels per hour', 2000, '/h', '='],
    ['more than 2 million records', 2_000_000, 'records', '>'],
    ['files up to 10 MB', 10, 'MB', '<='],
    ['500 rows or more', 500, 'rows', '>='],
  ])('%s', (text, value, unit, comparator) => {
    expect(measuresOf(text)).toEqual([{ value, unit, comparator }]);
  });

  it('reads a range as two bounds, and no measure into names and versions', () => {
    expect(measuresOf('between 1 and 30 days')).toEqual([
      { value: 1, unit: 'days', comparator: '>=' },
      { value: 30, unit: 'days', comparator: '<=' },
    ]);
    expect(measuresOf('TLS 1.3, OAuth2, S3 and version 2.0')).toEqual([]);
  });
});

describe('priority and modality', () => {
  it.each([
    ['[P0] Export', 'critical', 'Export'],
    ['Must have: export', 'high', 'export'],
    ['Export (priority: low)', 'low', 'Export'],
    ['Export - P2', 'medium', 'Export'],
    ["Won't have: export", 'excluded', 'export'],
  ])('%s', (text, level, rest) => {
    expect(takePriority(text)).toMatchObject({ priority: { level, source: 'explicit' }, text: rest });
  });

  it('takes it from the heading, and else from the verb', () => {
    const text =
      '## Could have\n- The clerk can sort letters\n## Requirements\n- The clerk must sort letters\n- The clerk should sort stamps\n';
    expect(
      analyzeRequirements(text, 'quick').requirements.map(({ priority }) => [priority.level, priority.source]),
    ).toEqual([
      ['low', 'heading'],
      ['high', 'modality'],
      ['medium', 'modality'],
    ]);
  });

  it.each([
    ['It must print', 'obligation'],
    ['It must not print', 'prohibition'],
    ['It should print', 'recommendation'],
    ['It will print', 'intention'],
    ['It may print', 'permission'],
    ['It can print', 'ability'],
    ['Print it', 'implicit'],
  ])('%s: %s', (text, modality) => {
    expect(modalityOf(text)).toBe(modality);
  });
});

describe('the grammar of a requirement', () => {
  it.each([
    ['The gate shall open.', 'ubiquitous', null],
    ['When a car stops, the gate shall open.', 'event_driven', 'When a car stops'],
    ['While it rains, the gate shall stay open.', 'state_driven', 'While it rains'],
    ['If the motor fails then the gate shall stop.', 'unwanted_behaviour', 'If the motor fails'],
    ['Where a camera is fitted, the gate shall take a picture.', 'optional_feature', 'Where a camera is fitted'],
    ['When a car stops, if it is known, the gate shall open.', 'complex', 'When a car stops, if it is known'],
    ['Open the gate', null, null],
  ])('%s', (text, pattern, condition) => {
    expect(earsOf(text)).toEqual({ pattern, condition });
  });

  it.each([
    ['The gate service shall log every car.', 'gate service', 'log', 'car'],
    ['The portal shall allow tenants to open the gate.', 'tenant', 'open', 'gate'],
    ['Reports should be printed by the clerk.', 'clerk', 'print', 'report'],
    ['Print monthly reports', null, 'print', 'monthly report'],
  ])('%s', (text, actor, action, object) => {
    expect(rolesOf(text, null)).toMatchObject({ actor, action, object });
  });

  it('splits sentences after units, not after abbreviations', () => {
    const text = 'It answers in 200 ms. Some parts (e.g. Search) are slower.\nSee Fig. 3 for them.';
    expect(sentences(text)).toEqual([
      { text: 'It answers in 200 ms.', line: 0 },
      { text: 'Some parts (e.g. Search) are slower.', line: 0 },
      { text: 'See Fig. 3 for them.', line: 1 },
    ]);
  });

  it('reads stories and scenarios', () => {
    expect(storyOf('As a night guard, I want to see who is inside so that nobody is locked in.')).toEqual({
      role: 'night guard',
      goal: 'see who is inside',
      benefit: 'nobody is locked in',
    });
    expect(scenarioOf('Given a closed gate, when a car stops, then it opens')).toMatchObject({
      given: 'a closed gate',
      when: 'a car stops',
    });
    expect(scenarioOf('Given enough time we will do it')).toBeNull();
  });
});

describe('what counts as a requirement', () => {
  const texts = (text: string): string[] => analyzeRequirements(text, 'partial').requirements.map((one) => one.text);

  it('is every item under requirements, with sub-items as details and groups left out', () => {
    const text =
      '## Requirements\n- Search\n  - by name\n- Billing:\n  - The system must print invoices\n  - Send reminders\n';
    const { requirements } = analyzeRequirements(text, 'partial');
    expect(requirements.map((one) => [one.id, one.text, one.details])).toEqual([
      ['R1', 'Search', ['by name']],
      ['R2', 'The system must print invoices', []],
      ['R3', 'Send reminders', []],
    ]);
  });

  it('is elsewhere only what asks, and never code, comments or what is out of scope', () => {
    const text = [
      '## Overview',
      'The tool is old. It must be replaced by June.',
      '```',
      'The code must not be read',
      '```',
      '<!-- The comment must not be read -->',
      '## Out of Scope',
      '- The tool must not print',
      '## Open Questions',
      '- Should it print?',
    ].join('\n');
    expect(texts(text)).toEqual(['It must be replaced by June.']);
  });

  it('keeps own ids, tells doubles apart and never gives one of them away', () => {
    const text =
      '## Requirements\n- R2: The door must open\n- The door must close\n- REQ-7 The door must lock\n- REQ-7 The door must ring\n';
    expect(analyzeRequirements(text, 'quick').requirements.map(({ id }) => id)).toEqual([
      'R2',
      'R2-auto',
      'REQ-7',
      'REQ-7-2',
    ]);
  });

  it('reads gherkin blocks as criteria', () => {
    const text =
      '## Requirements\n- The gate must open\n```gherkin\nScenario: open\n  Given a closed gate\n  When a car stops\n  Then the gate opens\n```\n';
    const { acceptance_criteria: criteria, requirements } = analyzeRequirements(text, 'full');
    expect(criteria).toMatchObject([{ given: 'a closed gate', when: 'a car stops', line: 4, verifies: ['R1'] }]);
    expect(requirements[0]?.acceptance).toEqual(['AC1']);
  });
});
