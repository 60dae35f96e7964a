import { InvalidPayloadError, MessageTooLargeError, RequestTimeoutError } from '#event-bus';
import { asFailure, Failure, usage } from './failure';

function clientError(name: string, message: string, type?: string): Error {
  return Object.assign(new Error(message), { name }, type === undefined ? {} : { type });
}

describe('how a command ends', () => {
  it.each([
    ['a mistake of the user', usage('no'), 2],
    ['a payload that does not conform', new InvalidPayloadError('the request', []), 2],
    ['a message that is too large', new MessageTooLargeError('t', 2, 1), 2],
    ['no reply in time', new RequestTimeoutError('stamp', 'c', 10), 4],
    ['a broker out of reach', clientError('KafkaJSNumberOfRetriesExceeded', 'connect ECONNREFUSED'), 3],
    ['credentials the broker does not accept', clientError('KafkaJSSASLAuthenticationError', 'no'), 3],
    ['a refusal by the broker', clientError('KafkaJSProtocolError', 'Not authorized', 'TOPIC_AUTHORIZATION_FAILED'), 1],
    ['a mistake of ours', new TypeError('x is not a function'), 5],
    ['something that is no error', 'text', 5],
  ])('tells %s by its exit code', (_what, error, exitCode) => {
    expect(asFailure(error).exitCode).toBe(exitCode);
  });

  it('says the sentence of the client without its wrappings', () => {
    const error = clientError(
      'KafkaJSNumberOfRetriesExceeded',
      'KafkaJSConnectionError: Connection error: refused\nat',
    );
    expect(asFailure(error).message).toBe('the broker cannot be reached: Connection error: refused');
  });

  it('keeps a failure as it is', () => {
    const failure = new Failure('no', 'no such topic');
    expect(asFailure(failure)).toBe(failure);
  });
});
