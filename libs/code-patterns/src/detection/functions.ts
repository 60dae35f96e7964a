import type { Facts } from './facts';
import type { Sign } from './feature';
import type { Given } from './row';
import * as antiPatterns from './anti-patterns';
import * as bulkData from './bulk-data';
import * as choice from './choice';
import * as coordination from './coordination';
import * as decision from './decision';
import * as design from './design';
import * as foundation from './foundation';
import * as inputOutput from './input-output';
import * as limits from './limits';
import * as messaging from './messaging';
import * as operations from './operations';
import * as resilience from './resilience';
import * as routing from './routing';
import * as state from './state';
import * as workflow from './workflow';

/** What a row of `knowledge/features` cannot say, by the name it goes by there. */
export const FUNCTIONS: Readonly<Record<string, (facts: Facts, given: Given) => Iterable<Sign>>> = {
  ...antiPatterns,
  ...bulkData,
  ...choice,
  ...coordination,
  ...decision,
  ...design,
  ...foundation,
  ...inputOutput,
  ...limits,
  ...messaging,
  ...operations,
  ...resilience,
  ...routing,
  ...state,
  ...workflow,
};
