import { modalityOf, priorityNamed } from '../statements/modality';
import { isIdentifier } from './identifiers';

/** What a line "Label: value" says about the requirement it belongs to. */
export type FieldName = 'text' | 'title' | 'id' | 'priority' | 'category' | 'status' | 'acceptance' | 'story' | 'note';

/** The labels of requirement templates (IEEE 830, Volere, issue trackers), by what they mean. */
const LABELS: Readonly<Record<FieldName, string>> = {
  text: 'description|requirement|requirement text|requirement statement|requirement description|statement|text|shall statement|specification|detailed description|beschreibung|anforderung|descripción|descrição|descrizione|exigence|requisito',
  title:
    'title|name|summary|requirement name|requirement title|short name|short description|titel|titre|título|titolo|nombre|nome',
  id: 'id|requirement id|req id|req. id|identifier|requirement number|requirement no|requirement #|req no|number|unique id|kennung|nummer|identificador',
  priority: 'priority|prio|importance|moscow|moscow priority|priorität|priorité|prioridad|prioridade|priorità',
  category: 'type|category|kind|classification|requirement type|typ|kategorie|catégorie|categoría|categoria|tipo',
  status: 'status|state|zustand|statut|estado|stato',
  acceptance:
    'acceptance criteria|acceptance criterion|acceptance|acceptance tests|acceptance test|fit criterion|fit criteria|done when|ac|definition of done|akzeptanzkriterien|abnahmekriterien|critères d’acceptation|criterios de aceptación|critérios de aceitação',
  story: 'user story|story|user story statement|job story|use story',
  note: 'dependencies|dependency|depends on|rationale|reason|justification|source|origin|originator|author|owner|assignee|assigned to|responsible|stakeholder|stakeholders|version|date|created|created by|updated|last updated|revision|history|effort|estimate|estimation|story points|points|complexity|difficulty|risk|risks|note|notes|comment|comments|remark|remarks|related|related to|related requirements|links|link|traceability|traces to|trace|parent|parent id|epic|sprint|release|milestone|target release|iteration|phase|conflicts|supporting materials|customer satisfaction|customer dissatisfaction|stability|verification|verification method|test method|method|labels|tags|component|reviewer|reviewed by|approved by|approval|deadline|due date|cost|business value|event/use case #|reporter|team|jira|ticket|abhängigkeiten|quelle|begründung|autor|auteur|dépendances|dependencias|dependências|fonte|fuente',
};

const NAME_BY_LABEL: ReadonlyMap<string, FieldName> = new Map(
  (Object.keys(LABELS) as FieldName[]).flatMap((name) =>
    LABELS[name].split('|').map((label) => [label, name] as const),
  ),
);

const LABELLED = /^[*_]{0,2}([\p{L}][\p{L}\p{N} .#/’'-]{0,40}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?:\s+|$)/u;

export interface Field {
  name: FieldName;
  value: string;
}

/** The field a line is, or null. */
export function fieldOf(text: string): Field | null {
  const match = LABELLED.exec(text);
  const name = match === null ? undefined : fieldNamed(match[1] ?? '');
  return match === null || name === undefined ? null : { name, value: text.slice(match[0].length).trim() };
}

/** What a label or the head of a column means. */
export function fieldNamed(label: string): FieldName | undefined {
  return NAME_BY_LABEL.get(label.toLowerCase().replace(/\s+/gu, ' ').replaceAll("'", '’').trim());
}

const WEAK: ReadonlySet<FieldName> = new Set(['note', 'title', 'category']);
const STATUS =
  /^(?:draft|proposed|open|new|todo|to do|done|approved|accepted|implemented|in progress|planned|backlog|ready|review|in review|closed|completed?|verified|released|withdrawn|removed|deleted|deprecated|obsolete|superseded|rejected|cancell?ed|dropped|deferred|postponed|active|final|pending|blocked)\b/iu;

/** Whether the value fits the label so well that no other field need stand beside it. */
export function isCertain({ name, value }: Field): boolean {
  if (name === 'priority') return value === '' || priorityNamed(value, 'explicit') !== null;
  if (name === 'id') return isIdentifier(value);
  if (name === 'status') return STATUS.test(value);
  return name === 'acceptance' || name === 'story' || name === 'text';
}

/** "Notes: users must be able to write notes" is a requirement about notes. */
export function isMetadata({ name, value }: Field): boolean {
  return !WEAK.has(name) || ['implicit', 'intention', 'permission', 'ability'].includes(modalityOf(value));
}
