import { isObject, type JsonObject, type Operation, type Reply } from '#contracts';
import { isNo } from './answers';
import { columns } from './columns';
import { oneLine } from './printable';
import type { Paint } from './session';
import { showRanking } from './show-ranking';

export interface ShownReply {
  readonly operation: Operation;
  readonly correlationId: string;
  readonly payload: JsonObject;
  readonly error: Reply['error'];
  readonly elapsedMs: number;
}

type Rows = readonly (readonly string[])[];

/** A reply as people read it: the verdict first, then what it is made of, ids last. */
export function showReply(reply: ShownReply, paint: Paint): string {
  const { operation, payload, error, elapsedMs, correlationId } = reply;
  const yes = !isNo(operation, payload, error);
  const verdict = error === null ? verdictOf(operation, payload) : `refused: ${error.code}`;
  const mark = yes ? paint('green', `✓ ${oneLine(verdict)}`) : paint('red', `✗ ${oneLine(verdict)}`);
  return [
    `${mark}  ${paint('dim', `${operation} answered in ${elapsedMs} ms`)}`,
    ...(error === null ? body(operation, payload, paint) : [`  ${oneLine(error.message)}`]),
    '',
    columns([[paint('dim', 'correlation id'), oneLine(correlationId)]], '  '),
  ].join('\n');
}

function verdictOf(operation: Operation, payload: JsonObject): string {
  switch (operation) {
    case 'validate':
      return payload['is_valid'] === true ? 'valid' : 'not valid';
    case 'verify':
      return payload['valid'] === true ? 'verified' : `not verified: ${shown(payload['reason'])}`;
    case 'batch_stamp':
      return `${shown(payload['success_count'])} stamped, ${shown(payload['failed_count'])} failed`;
    case 'stamp':
      return 'stamped';
    case 'health_check':
      return `${shown(payload['service'])} is ${shown(payload['status'])}`;
    case 'analyze':
    case 'pattern':
    case 'mixin':
      return 'answered';
  }
}

function body(operation: Operation, payload: JsonObject, paint: Paint): readonly string[] {
  switch (operation) {
    case 'validate':
      return validation(payload, paint);
    case 'batch_stamp':
      return [
        '',
        columns(
          objects(payload['results']).map((item) => batchItem(item, paint)),
          '  ',
        ),
      ];
    case 'health_check': {
      const { checks, service: _named, status: _told, ...rest } = payload;
      const rows = objects(checks).map((check) => checkRow(check, paint));
      return ['', columns(rows, '  '), '', columns(facts(rest, paint), '  ')];
    }
    case 'pattern':
      return showRanking(objects(payload['pattern_result']), Number(payload['total_matches'] ?? 0), paint);
    case 'mixin':
      return showRanking(
        objects(payload['mixin_recommendations']),
        Number(payload['total_recommendations'] ?? 0),
        paint,
      );
    case 'analyze':
    case 'stamp':
    case 'verify':
      return ['', columns(facts(payload, paint), '  ')];
  }
}

function checkRow({ name, status, message }: JsonObject, paint: Paint): readonly string[] {
  const well = status === 'healthy';
  const why = message === undefined ? '' : shown(message);
  return [paint(well ? 'green' : 'red', well ? '✓' : '✗'), shown(name), shown(status), why];
}

function validation(payload: JsonObject, paint: Paint): readonly string[] {
  const result = isObject(payload['validation_result']) ? payload['validation_result'] : {};
  const scores: Rows = [
    [paint('dim', 'quality'), shown(payload['quality_score'])],
    [paint('dim', 'compliance'), shown(payload['onex_compliance_score'])],
    [paint('dim', 'language'), shown(result['language'])],
  ];
  const issues = objects(result['issues']).map((issue) => issueRow(issue, paint));
  const suggestions = texts(result['suggestions']).map((text) => `  ${paint('dim', '→')} ${oneLine(text)}`);
  const omitted = Number(result['issues_omitted'] ?? 0);
  return [
    '',
    columns(scores, '  '),
    ...(issues.length > 0 ? ['', columns(issues, '  ')] : []),
    ...(omitted > 0 ? [`  … and ${omitted} more`] : []),
    ...(suggestions.length > 0 ? ['', ...suggestions] : []),
  ];
}

const SEVERITY_STYLE = { error: 'red', warning: 'yellow', info: 'dim' } as const;

function issueRow(issue: JsonObject, paint: Paint): readonly string[] {
  const severity = shown(issue['severity']);
  const style = severity in SEVERITY_STYLE ? SEVERITY_STYLE[severity as keyof typeof SEVERITY_STYLE] : 'dim';
  return [
    `${shown(issue['line'])}:${shown(issue['column'])}`,
    paint(style, severity),
    shown(issue['code']),
    shown(issue['message']),
  ];
}

function batchItem(item: JsonObject, paint: Paint): readonly string[] {
  const ok = item['success'] === true;
  const error = isObject(item['error']) ? item['error'] : {};
  return [
    ok ? paint('green', '✓') : paint('red', '✗'),
    shown(item['id']),
    ok ? shown(item['blake3_hash']) : `${shown(error['code'])}: ${shown(error['message'])}`,
  ];
}

const IDS = new Set(['correlation_id', 'session_id', 'valid', 'reason']);

/** Members under their names, those of `metadata` beside the others; of other objects with their path, of lists of
 * objects only how many there are. */
function facts(object: JsonObject, paint: Paint, prefix = ''): Rows {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === null || (prefix === '' && IDS.has(name))) return [];
    const label = `${prefix}${oneLine(name.replaceAll('_', ' '))}`;
    if (Array.isArray(value) && value.some(isObject)) return [[paint('dim', label), `${value.length} (--output json)`]];
    if (!isObject(value)) return [[paint('dim', label), shown(value)]];
    return facts(value, paint, name === 'metadata' ? prefix : `${label} · `);
  });
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function shown(value: unknown): string {
  return oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
