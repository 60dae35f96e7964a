import type { Feature } from './feature';
import * as coordination from './coordination';
import * as decision from './decision';
import * as foundation from './foundation';
import * as limits from './limits';
import * as messaging from './messaging';
import * as operations from './operations';
import * as resilience from './resilience';
import * as routing from './routing';
import * as state from './state';
import * as workflow from './workflow';

/** What a row of `knowledge/features` cannot say, by the name it goes by there. */
export const FUNCTIONS: Readonly<Record<string, Feature['find']>> = {
  ...coordination,
  ...decision,
  ...foundation,
  ...limits,
  ...messaging,
  ...operations,
  ...resilience,
  ...routing,
  ...state,
  ...workflow,
};
