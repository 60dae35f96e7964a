import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace-base';

/** Which traces are recorded, by OpenTelemetry's names. */
export interface TraceSampler {
  /** Whether a trace that came from elsewhere is recorded where it was recorded there. */
  readonly parentBased: boolean;
  readonly root: 'always_on' | 'always_off' | 'traceidratio';
  /** Of `traceidratio`: from 0 to 1. */
  readonly ratio: number;
}

export function samplerOf({ parentBased, root, ratio }: TraceSampler): Sampler {
  const sampler = rootOf(root, ratio);
  return parentBased ? new ParentBasedSampler({ root: sampler }) : sampler;
}

function rootOf(root: TraceSampler['root'], ratio: number): Sampler {
  if (root === 'traceidratio') return new TraceIdRatioBasedSampler(ratio);
  return root === 'always_on' ? new AlwaysOnSampler() : new AlwaysOffSampler();
}
