import { IsIn, IsObject, IsOptional, Matches } from 'class-validator';
import { INSTANT } from './instant';
import { Count, Text } from './rules';

/** Severities this project writes. */
export const SYSTEM_ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type SystemAlertSeverity = (typeof SYSTEM_ALERT_SEVERITIES)[number];

/** Where an alert has no status, it is firing. */
export const SYSTEM_ALERT_STATUSES = ['firing', 'resolved'] as const;
export type SystemAlertStatus = (typeof SYSTEM_ALERT_STATUSES)[number];

/** Somebody should look: an alert to everyone. */
export class SystemAlertEvent {
  /** One of `SYSTEM_ALERT_SEVERITIES` where the sender is ours; the list is open. */
  @Text()
  severity!: string;

  /** What is the matter, for people. */
  @Text()
  message!: string;

  /** The service that raised it. */
  @Text()
  source!: string;

  /** The figures behind it. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** `resolved` says that an earlier alert is over; without it, it is firing. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_STATUSES)
  status?: SystemAlertStatus;
}

/** What was kept about a person was made unreadable; who keeps something about that person does the same. */
export class SubjectErasedEvent {
  /** HMAC-SHA256 of the subject in hex, with the index key of PERSONAL_DATA_KEY_FILE. */
  @Matches(/^[0-9a-f]{64}$/)
  subject!: string;

  /** What is older is erased, also where it comes later. */
  @Matches(INSTANT)
  erased_at!: string;
}

/** What the audit chain was at one instant, signed. Who keeps it can tell later whether the chain is still that. */
export class AuditCheckpointEvent {
  /** Which chain: `audit` and the id of the key that signs it. */
  @Text()
  chain!: string;

  /** How many entries it had. */
  @Matches(/^[1-9]\d{0,18}$/)
  size!: string;

  /** Of the last entry, in the event log. */
  @Matches(/^[1-9]\d{0,18}$/)
  position!: string;

  /** BLAKE3 of the last entry and all before it. */
  @Matches(/^[0-9a-f]{64}$/)
  head!: string;

  /** Of the Merkle tree over the hashes of all entries. */
  @Matches(/^[0-9a-f]{64}$/)
  root!: string;

  /** When it was signed. */
  @Matches(INSTANT)
  time!: string;

  /** Id of the key. */
  @Text()
  key!: string;

  /** Ed25519, in base64. */
  @Matches(/^[A-Za-z0-9+/]{86}==$/)
  signature!: string;
}

/** Something about dead letters exceeds its limit, or no longer does: how many are open on a topic, how old they are … */
export class DlqAlertEvent {
  /** The dead-letter topic. */
  @Text()
  dlq_topic!: string;

  /** Open dead letters of the topic, or of the group that the alert is about. */
  @Count()
  failure_count!: number;

  /** How many of them a topic may hold without an alert; other kinds of alert have other limits. */
  @Count()
  threshold!: number;

  /** When it was counted. */
  @Matches(INSTANT)
  timestamp!: string;

  /** `resolved` says that an earlier alert is over; without it, it is firing. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_STATUSES)
  status?: SystemAlertStatus;

  /** `info` with `resolved`. */
  @IsOptional()
  @IsIn(SYSTEM_ALERT_SEVERITIES)
  severity?: SystemAlertSeverity;

  /** What the alert is about: `threshold`, `age`, `rate`, `new_group`, `new_groups`; the list is open. */
  @IsOptional()
  @Text()
  kind?: string;

  /** A sentence for people. */
  @IsOptional()
  @Text()
  message?: string;
}
