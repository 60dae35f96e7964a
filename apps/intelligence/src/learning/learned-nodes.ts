import type { LearnedNodeChanges, LearnedNodeRow, LearnedNodes } from '#code-intelligence';
import { storableText, type Query } from '#storage';

const COLUMNS = `node_id, name, node_type, description, features, mixins_used, patterns, quality_score,
  compliance_score, language, learned_at, uses`;

/** The newest summary tells what the node is now, and not only how good: a path may hold another class by then. */
const UPSERT = `
INSERT INTO learned_nodes AS known (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
ON CONFLICT (node_id) DO UPDATE SET name = excluded.name, node_type = excluded.node_type,
  description = excluded.description, features = excluded.features, mixins_used = excluded.mixins_used,
  patterns = excluded.patterns, quality_score = excluded.quality_score, compliance_score = excluded.compliance_score,
  language = excluded.language, learned_at = greatest(known.learned_at, excluded.learned_at),
  uses = least(known.uses, 2147483646) + 1, changed_at = clock_timestamp()
RETURNING uses`;

/** The oldest beyond the capacity go; the index on learned_at finds them. */
const FORGET = `
DELETE FROM learned_nodes WHERE node_id IN (
  SELECT node_id FROM learned_nodes ORDER BY learned_at DESC, node_id OFFSET $1
)`;

/**
 * A change that was under way during the look before has an older time than that look. It may be as much older as a
 * statement may take, 10 s, and a little for its commit.
 */
const CHANGED = `
SELECT ${COLUMNS} FROM (
  SELECT * FROM learned_nodes WHERE changed_at > $1::timestamptz - interval '15 s'
  ORDER BY changed_at DESC, node_id LIMIT $2
) AS latest ORDER BY changed_at, node_id`;

const RATE = `
UPDATE learned_nodes SET quality_score = $2, changed_at = clock_timestamp() WHERE node_id = $1 RETURNING 1`;

/** The table, through this handle. */
export function learnedNodes(query: Query): LearnedNodes {
  return {
    learn: (node) => learnNode(query, node),
    rate: (nodeId, quality) => rateNode(query, nodeId, quality),
    changedSince: (since, limit) => nodesChangedSince(query, since, limit),
    forget: (capacity) => forgetNodes(query, capacity),
  };
}

async function learnNode(query: Query, node: LearnedNodeRow): Promise<number> {
  const [row] = await query<{ uses: number }>(UPSERT, [
    storableText(node.node_id),
    storableText(node.name),
    storableText(node.node_type),
    storableText(node.description),
    node.features.map(storableText),
    node.mixins_used.map(storableText),
    node.patterns.map(storableText),
    node.quality_score,
    node.compliance_score,
    storableText(node.language),
    node.learned_at,
  ]);
  return row?.uses ?? 1;
}

async function rateNode(query: Query, nodeId: string, quality: number): Promise<boolean> {
  const rows = await query(RATE, [storableText(nodeId), quality]);
  return rows.length === 1;
}

async function nodesChangedSince(query: Query, since: Date | undefined, limit: number): Promise<LearnedNodeChanges> {
  // Before the rows, so that what is committed in between is seen twice and not never.
  const [clock] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const nodes = await query<LearnedNodeRow>(CHANGED, [since ?? '-infinity', limit]);
  return { nodes, upTo: clock?.now ?? new Date(0) };
}

async function forgetNodes(query: Query, capacity: number): Promise<void> {
  await query(FORGET, [capacity]);
}
