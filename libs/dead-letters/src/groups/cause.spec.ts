import { causeOf } from './cause';
import { failure } from './failure.fixture';

describe('causeOf', () => {
  it.each([
    [{ error_code: 'invalid_payload' }, 'schema', 'producer'],
    [{ error_code: 'invalid_json' }, 'deserialization', 'producer'],
    [{ error_code: 'record_too_large' }, 'too_large', 'producer'],
    [{ error_code: 'unsupported_version' }, 'unsupported_version', 'producer'],
    [{ error_code: 'unknown_event_type' }, 'unknown_type', 'producer'],
    [{ error_code: 'unsupported_language' }, 'business_reject', 'producer'],
    [{ error_code: 'retries_exhausted' }, 'retries_exhausted', 'operator'],
    [{ error_code: 'unreadable_batch' }, 'deserialization', 'operator'],
    [{ error_code: 'unknown_schema' }, 'deserialization', 'operator'],
    [{ error_code: 'invalid_avro' }, 'deserialization', 'producer'],
    [{ error_code: 'internal_error', error_type: 'TypeError', shape: 'omninode-workers' }, 'bug', 'us'],
  ])('knows our own codes: %j', (told, reason, addressee) => {
    expect(causeOf(failure(told))).toEqual({ reason, addressee });
  });

  it.each([
    ['publisher_malformed', 'schema', 'producer'],
    ['no_dispatcher', 'unknown_type', 'consumer'],
    ['valid_unrouted', 'unknown_type', 'operator'],
  ])('believes the class of failure that a writer gives: %s', (error_category, reason, addressee) => {
    expect(causeOf(failure({ error_category, error_type: 'TimeoutError' }))).toEqual({ reason, addressee });
  });

  it.each([
    ['ValidationError', 'schema'],
    ['pydantic_core._pydantic_core.ValidationError', 'schema'],
    ['com.fasterxml.jackson.databind.exc.MismatchedInputException', 'schema'],
    ['org.springframework.kafka.support.serializer.DeserializationException', 'deserialization'],
    ['json.decoder.JSONDecodeError', 'deserialization'],
    ['UnicodeDecodeError', 'deserialization'],
    ['org.apache.kafka.common.errors.RecordTooLargeException', 'too_large'],
    ['asyncio.exceptions.TimeoutError', 'timeout'],
    ['java.net.SocketTimeoutException', 'timeout'],
    ['ConnectTimeoutError', 'timeout'],
    ['psycopg.OperationalError', 'dependency_down'],
    ['InfraConnectionError', 'dependency_down'],
    ['CircuitBreakerOpenException', 'dependency_down'],
    ['UniqueViolation', 'business_reject'],
    ['MaxRetriesExceededError', 'retries_exhausted'],
    ['java.lang.NullPointerException', 'bug'],
    ['KeyError', 'bug'],
    ['HandlerNotFoundError', 'unknown_type'],
  ])('reads the class of the error: %s', (error_type, reason) => {
    expect(causeOf(failure({ error_type })).reason).toBe(reason);
  });

  it.each([
    ['Connection timeout', 'unknown', 'timeout'],
    ['request timed out after 30s', 'unknown', 'timeout'],
    ['broker down', 'unknown', 'dependency_down'],
    ['connect ECONNREFUSED 10.0.0.7:5432', 'Error', 'dependency_down'],
    ['Missing required field: code_content', 'Exception', 'schema'],
    ['Message is too large', 'RuntimeError', 'too_large'],
    ['duplicate key value violates unique constraint "stamps_pkey"', 'Exception', 'business_reject'],
    ['something odd', 'Exception', 'unknown'],
  ])('reads the sentence where nothing else tells: %s', (error_message, error_type, reason) => {
    expect(causeOf(failure({ error_message, error_type })).reason).toBe(reason);
  });

  it('holds who handles the record responsible for its mistakes, where it is not ours', () => {
    expect(causeOf(failure({ error_type: 'AttributeError' }))).toEqual({ reason: 'bug', addressee: 'consumer' });
  });

  it('is not fooled by names that every object has', () => {
    expect(causeOf(failure({ error_code: 'constructor', error_category: '__proto__' })).reason).toBe('unknown');
  });
});
