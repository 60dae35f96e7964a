import { Injectable } from '@nestjs/common';
import { LOG_LEVELS, type LogLevel } from '#config';
import { auditRecord } from './audit-record';
import { ServiceLife } from './service-life';
import { WorkerRuntime } from './worker-runtime';

export interface LogLevelChange {
  readonly level: LogLevel;
  readonly actor: string;
  readonly reason: string;
  /** Of the HTTP request; `null` where a signal asked for it. */
  readonly requestId: string | null;
}

/** What is written to the log, until the process ends. A change is a line in the log and an entry of the audit trail. */
@Injectable()
export class LogLevels {
  constructor(
    private readonly runtime: WorkerRuntime,
    private readonly life: ServiceLife,
  ) {}

  get level(): LogLevel {
    return this.runtime.logger.level;
  }

  set({ level, actor, reason, requestId }: LogLevelChange): void {
    const { logger, origin } = this.runtime;
    const before = logger.level;
    if (level === before) return;
    // By the more talkative of both.
    logger.level = LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(before) ? level : before;
    logger.warn({ actor, reason, request_id: requestId, before, after: level }, 'log level changed');
    logger.level = level;
    const { service, instanceId } = origin;
    const audit = {
      agent_name: actor,
      task: { kind: 'set_log_level', reason },
      result: { service, instance_id: instanceId, before: { level: before }, after: { level } },
    };
    const place = { correlationId: requestId ?? origin.newId(), requestId };
    this.life.announce(() => [auditRecord(audit, place, origin)]);
  }

  /** To `debug`, or back to the level of the settings. */
  toggle(): void {
    const { logLevel } = this.runtime.config;
    const level = this.level === logLevel ? 'debug' : logLevel;
    this.set({ level, actor: 'signal', reason: 'SIGUSR2', requestId: null });
  }
}
