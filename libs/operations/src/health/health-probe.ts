import { Inject, Injectable } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { OPERATIONS_OPTIONS, type OperationsOptions } from '../operations-options';
import { runCheck, type HealthCheck, type HealthKind, type HealthState } from './health-check';

const DEADLINE_MS = 2000;

export interface ObservedState {
  readonly name: string;
  readonly kinds: readonly HealthKind[];
  readonly state: HealthState;
}

/** Asks the checks of one kind. An answer that is not healthy is thrown as Nest's 503 with the states in it. */
@Injectable()
export class HealthProbe {
  private readonly running = new Map<HealthCheck, Promise<HealthState>>();
  private started: HealthCheckResult | undefined;

  constructor(
    @Inject(OPERATIONS_OPTIONS) private readonly options: OperationsOptions,
    private readonly terminus: HealthCheckService,
  ) {
    const names = options.checks.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`Two health checks are named "${twice}"`);
  }

  ask(kind: Exclude<HealthKind, 'startup'>): Promise<HealthCheckResult> {
    return this.result(kind);
  }

  /** Green once, green for good: what fails later is the business of the other two. */
  async askStartup(): Promise<HealthCheckResult> {
    this.started ??= await this.result('startup');
    return this.started;
  }

  /** Every check's state now, for those who do more with it than show it. */
  states(): Promise<readonly ObservedState[]> {
    const observe = async (check: HealthCheck): Promise<ObservedState> => {
      return { name: check.name, kinds: check.kinds, state: await this.state(check) };
    };
    return Promise.all(this.options.checks.map(observe));
  }

  private result(kind: HealthKind): Promise<HealthCheckResult> {
    const checks = this.options.checks.filter(({ kinds }) => kinds.includes(kind));
    return this.terminus.check(checks.map((check) => async () => ({ [check.name]: await this.state(check) })));
  }

  /** Probes that come together share one run, so that asking often costs a dependency nothing. */
  private state(check: HealthCheck): Promise<HealthState> {
    const running = this.running.get(check);
    if (running) return running;
    const state = runCheck(check, this.options.checkDeadlineMs ?? DEADLINE_MS).finally(() =>
      this.running.delete(check),
    );
    this.running.set(check, state);
    return state;
  }
}
