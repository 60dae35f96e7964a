import type { Database } from './database';
import { storableText } from './storable-row';

/** What is remembered of a node that was validated as good. Its code is not. */
export interface LearnedNodeRow {
  readonly node_id: string;
  readonly name: string;
  readonly node_type: string;
  readonly description: string;
  readonly features: readonly string[];
  readonly mixins_used: readonly string[];
  readonly patterns: readonly string[];
  /** 0 to 1. */
  readonly quality_score: number;
  /** 0 to 1. */
  readonly compliance_score: number;
  readonly language: string;
  readonly learned_at: Date;
  /** How often it was validated. */
  readonly uses: number;
}

const COLUMNS = `node_id, name, node_type, description, features, mixins_used, patterns, quality_score,
  compliance_score, language, learned_at, uses`;

const UPSERT = `
INSERT INTO learned_nodes AS known (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
ON CONFLICT (node_id) DO UPDATE SET quality_score = excluded.quality_score, compliance_score = excluded.compliance_score,
  learned_at = greatest(known.learned_at, excluded.learned_at), uses = least(known.uses, 2147483646) + 1
RETURNING uses`;

/** The oldest beyond the capacity go; the index on learned_at finds them. */
const FORGET = `
DELETE FROM learned_nodes WHERE node_id IN (
  SELECT node_id FROM learned_nodes ORDER BY learned_at DESC, node_id OFFSET $1
)`;

/** Oldest first, so that whoever adds them one by one ends with the newest. */
const RECENT = `
SELECT * FROM (SELECT ${COLUMNS} FROM learned_nodes ORDER BY learned_at DESC, node_id LIMIT $1) AS recent
ORDER BY learned_at, node_id`;

const RATE = `UPDATE learned_nodes SET quality_score = $2 WHERE node_id = $1 RETURNING 1`;

/** The nodes validation has learned, one row per node, shared by all workers. */
export class LearnedNodeTable {
  constructor(private readonly database: Database) {}

  /** Keeps a node, or counts one more use of it; resolves to the number of its uses. The row's own `uses` is not read. */
  async learn(node: LearnedNodeRow): Promise<number> {
    const [row] = await this.database.query<{ uses: number }>(UPSERT, [
      storableText(node.node_id),
      storableText(node.name),
      node.node_type,
      storableText(node.description),
      node.features.map(storableText),
      node.mixins_used.map(storableText),
      node.patterns.map(storableText),
      node.quality_score,
      node.compliance_score,
      node.language,
      node.learned_at,
    ]);
    return row?.uses ?? 1;
  }

  /** Takes over another judgement of a node; `false` when the node is not known. */
  async rate(nodeId: string, quality: number): Promise<boolean> {
    const rows = await this.database.query(RATE, [storableText(nodeId), quality]);
    return rows.length === 1;
  }

  /** The `limit` nodes that were learned last, oldest first. */
  async recent(limit: number): Promise<LearnedNodeRow[]> {
    return await this.database.query<LearnedNodeRow>(RECENT, [limit]);
  }

  /** Forgets all but the `capacity` nodes that were learned last. */
  async forget(capacity: number): Promise<void> {
    await this.database.query(FORGET, [capacity]);
  }
}
