import { group, type ConfigProblem, type ConfigSpec, type Environment } from '#config';
import { bridgeSpec } from '../../../apps/bridge/src/config';
import { coordinatorSpec } from '../../../apps/coordinator/src/config';
import { dlqMonitorSpec } from '../../../apps/dlq-monitor/src/config';
import { intelligenceSpec } from '../../../apps/intelligence/src/config';
import { recorderSpec } from '../../../apps/recorder/src/config';

/** The services of the stack, and what each reads from its environment. */
const SPECS = {
  intelligence: intelligenceSpec,
  bridge: bridgeSpec,
  'dlq-monitor': dlqMonitorSpec,
  recorder: recorderSpec,
  coordinator: coordinatorSpec,
} satisfies Readonly<Record<string, ConfigSpec<unknown>>>;

/** Every problem that the services would find with this environment; several may find the same. */
export function serviceProblems(environment: Environment): readonly ConfigProblem[] {
  const reading = group<Readonly<Record<string, ConfigSpec<unknown>>>>(SPECS)(environment);
  return reading.ok ? [] : reading.problems;
}
