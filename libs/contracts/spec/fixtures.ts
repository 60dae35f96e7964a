import type { Origin } from '../src/encode-envelope';
import type { Operation, Results } from '../src/operations';
import { decodeHeaders, encodeHeaders, rawHeadersOf } from '../src/raw-headers';
import type { AnyOutboundRecord, InboundRecord } from '../src/record';

export const NOW = '2026-01-02T03:04:05.678Z';
export const CORRELATION_ID = '550e8400-e29b-41d4-a716-446655440000';
export const SESSION_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
export const EVENT_ID = '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11';
export const HASH = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';

export const ORIGIN: Origin = {
  service: 'spec',
  version: '1.2.3',
  instanceId: 'spec-1',
  hostname: 'host',
  now: () => new Date(NOW),
  newId: () => EVENT_ID,
};

/** A payload per operation in the form a handler sees it. */
export const REQUESTS: { readonly [O in Operation]: Readonly<Record<string, unknown>> } = {
  validate: {
    code_content: 'x = 1\n',
    node_type: 'effect',
    contracts: [{ name: 'hello' }],
    validation_type: 'full',
    language: 'python',
    file_path: 'a.py',
  },
  analyze: { prd_content: '# PRD', analysis_type: 'full', workspace_context: { a: 1 }, language: 'en' },
  pattern: { node_description: 'cache', node_type: 'compute', limit: 5 },
  mixin: { requirements: ['retry'], node_type: 'reducer', existing_mixins: ['MixinLogging'] },
  stamp: { content: 'hello', namespace: 'omninode.services', content_type: 'text/plain', file_path: 'a.md' },
  batch_stamp: { contents: ['a', { content: 'b' }], namespace: 'default', content_type: 'text/plain' },
  stamp_tree: { files: [{ path: 'a.md', content: 'hello' }], namespace: 'default', proofs_of: [] },
  verify: { blake3_hash: HASH, content: 'hello', namespace: 'default' },
  workflow_trigger: { workflow_name: 'publish', workflow_id: 'w-1', input: { a: 1 }, timeout_ms: 1000 },
  node_invoke: { node_type: 'compute', node_name: 'NodeValidateCompute', input: { code: 'x' }, timeout_ms: 1000 },
  health_check: { service: 'bridge', checks: ['bus'] },
};

export const RESULTS: Results = {
  validate: {
    is_valid: true,
    quality_score: 0.75,
    onex_compliance_score: 1,
    issues: [],
    dimensions: { syntax: 1 },
    language: 'python',
    validation_type: 'full',
    issues_omitted: 0,
    suggestions: [],
  },
  analyze: { analysis_result: { requirements: [] }, confidence: 0.5 },
  pattern: { pattern_result: [{ name: 'p' }], total_matches: 1, recommendations: [] },
  mixin: { mixin_recommendations: [{ name: 'm' }], total_recommendations: 1, reasoning: 'because' },
  stamp: { blake3_hash: HASH, metadata: {}, stamp_time: NOW },
  batch_stamp: {
    results: [
      { index: 0, id: '0', success: true, blake3_hash: HASH, metadata: {}, stamp_time: NOW, error: null },
      {
        index: 1,
        id: 'b',
        success: false,
        blake3_hash: null,
        metadata: {},
        stamp_time: null,
        error: { code: 'invalid_payload', message: 'no content', details: [{ path: '' }] },
      },
    ],
    success_count: 1,
    failed_count: 1,
  },
  stamp_tree: {
    root_hash: HASH,
    file_count: 1,
    metadata: {},
    stamp_time: NOW,
    results: [{ path: 'a.md', blake3_hash: HASH, index: 0, proof: [] }],
  },
  verify: { valid: true, metadata: {}, verified_at: NOW, reason: null },
  workflow_trigger: { workflow_id: 'w-1', accepted: true, state: 'running', error: null },
  node_invoke: {
    node_type: 'compute',
    node_name: 'NodeValidateCompute',
    success: true,
    result: { is_valid: true },
    duration_ms: 1.5,
    error: null,
  },
  health_check: {
    service: 'bridge',
    instance_id: 'bridge-1',
    status: 'degraded',
    checks: [{ name: 'bus', status: 'unhealthy', message: 'away' }],
    checked_at: NOW,
    uptime_seconds: 1.5,
  },
};

export function record(value: Buffer | string | object | null, over: Partial<InboundRecord> = {}): InboundRecord {
  const text = typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value;
  return {
    topic: 'omninode_codegen_request_validate_v1',
    partition: 2,
    offset: '9007199254740993',
    timestamp: 0,
    key: null,
    headers: {},
    value: value === null || text === null ? null : Buffer.from(text),
    ...over,
  };
}

/** What a consumer of `sent` would read. */
export function delivered(sent: AnyOutboundRecord): InboundRecord {
  const own = 'rawHeaders' in sent ? decodeHeaders(sent.rawHeaders) : [];
  const headers = [...own, ...rawHeadersOf(sent.headers ?? {})];
  return {
    topic: sent.topic,
    partition: 0,
    offset: '0',
    timestamp: 0,
    key: sent.key === null ? null : Buffer.from(sent.key),
    value: sent.value === null ? null : Buffer.from(sent.value),
    headers: Object.fromEntries(headers.flatMap(([name, value]) => (value === null ? [] : [[name.toString(), value]]))),
    rawHeaders: encodeHeaders(headers),
  };
}

export function bodyOf(sent: AnyOutboundRecord): Record<string, unknown> {
  return JSON.parse(String(sent.value)) as Record<string, unknown>;
}
