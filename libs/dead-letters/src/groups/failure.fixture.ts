import { UNKNOWN, type Failure } from './failure';

/** A dead letter that says nothing but `told`. */
export function failure(told: Partial<Failure>): Failure {
  return {
    shape: 'kafka-consumer',
    error_code: UNKNOWN,
    error_type: UNKNOWN,
    error_category: UNKNOWN,
    error_message: '',
    error_stack: null,
    event_type: null,
    ...told,
  };
}
