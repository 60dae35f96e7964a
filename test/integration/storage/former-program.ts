/** Every statement by which programs worked before there were modules, as they sent it. */
export const FORMER_STATEMENTS: readonly string[] = [
  `SELECT consumer, event_id FROM inbox WHERE (consumer, event_id) IN
    (SELECT * FROM unnest($1::text[], $2::text[]) AS t (consumer, event_id))`,
  `INSERT INTO inbox (consumer, event_id) SELECT * FROM unnest($1::text[], $2::text[]) AS t (consumer, event_id)
    GROUP BY consumer, event_id ORDER BY consumer, event_id ON CONFLICT DO NOTHING`,
  `WITH draft AS (
    SELECT namespace, decode(hash, 'hex') AS blake3_hash, content_type, content_length, file_path
    FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[])
      AS t (namespace, hash, content_type, content_length, file_path)
  ), inserted AS (
    INSERT INTO stamps (namespace, blake3_hash, content_type, content_length, file_path)
    SELECT * FROM draft ORDER BY namespace, blake3_hash ON CONFLICT (namespace, blake3_hash) DO NOTHING RETURNING *
  )
  SELECT uid, namespace, encode(blake3_hash, 'hex') AS blake3_hash, content_type, content_length, file_path, stamped_at
  FROM inserted UNION ALL
  SELECT uid, namespace, encode(blake3_hash, 'hex') AS blake3_hash, content_type, content_length, file_path, stamped_at
  FROM stamps WHERE (namespace, blake3_hash) IN (SELECT namespace, blake3_hash FROM draft)`,
  `INSERT INTO dead_letters (dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw, original_topic,
    original_partition, original_offset, original_key, original_value, original_headers, error_code, error_type,
    error_message, error_category, correlation_id, event_type, retry_count, consumer_group, failed_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
   ON CONFLICT (dlq_topic, dlq_partition, dlq_offset) DO UPDATE SET last_seen_at = clock_timestamp()
   RETURNING xmax = 0 AS added`,
  `SELECT * FROM dead_letters WHERE ($1::text IS NULL OR dlq_topic = $1) AND ($2::text IS NULL OR error_code = $2)
    AND ($3::text IS NULL OR status = $3) AND ($4::bigint IS NULL OR id < $4)
    AND ($5::text IS NULL OR correlation_id = $5) ORDER BY id DESC LIMIT $6`,
  `UPDATE dead_letters SET status = 'resolved', closed_at = clock_timestamp(), closed_by = $2, close_reason = $3
    WHERE id = ANY ($1::bigint[]) AND status = 'open'`,
  `UPDATE dead_letters SET status = 'open', closed_at = NULL, closed_by = NULL, close_reason = NULL,
    reopened_at = clock_timestamp(), reopened_by = $2, reopen_reason = $3
    WHERE id = ANY ($1::bigint[]) AND status = 'resolved'`,
  `INSERT INTO dead_letter_alerts AS last (dlq_topic, alerted_at) VALUES ($1, $2)
    ON CONFLICT (dlq_topic) DO UPDATE SET alerted_at = excluded.alerted_at, ended_at = NULL
    WHERE last.alerted_at <= excluded.alerted_at - make_interval(secs => $3) RETURNING 1`,
  `UPDATE dead_letter_alerts SET ended_at = greatest($2, alerted_at)
    WHERE dlq_topic = $1 AND (ended_at IS NULL OR ended_at < alerted_at) RETURNING 1`,
  `INSERT INTO learned_nodes AS known (node_id, name, node_type, description, features, mixins_used, patterns,
    quality_score, compliance_score, language, learned_at, uses) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
   ON CONFLICT (node_id) DO UPDATE SET name = excluded.name, uses = least(known.uses, 2147483646) + 1,
    changed_at = clock_timestamp() RETURNING uses`,
  `SELECT * FROM learned_nodes WHERE changed_at > $1::timestamptz - interval '15 s'
    ORDER BY changed_at DESC, node_id LIMIT $2`,
];
