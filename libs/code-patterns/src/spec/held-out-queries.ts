/**
 * What somebody might ask for, by the pattern that should be found. Written when the texts and weights of the catalogue were
 * frozen; neither may be tuned on them. The first speaks the language of the field; the second avoids it on purpose and talks
 * about something else altogether.
 */
export const HELD_OUT_QUERIES: Readonly<Record<string, readonly [plain: string, figurative: string]>> = {
  crud: [
    'CRUD node for feature flags with create, get, update and delete operations',
    'Our librarians need to enter books, fix typos in them and take old ones off the shelf list',
  ],
  transformation: [
    'Compute node that converts CSV rows to JSON documents',
    'From a recipe in cups and ounces make the same recipe in grams',
  ],
  validation: [
    'Validates contract YAML against the schema and returns violations',
    'Point out to the author which chapters of the thesis lack a citation',
  ],
  'scoring-classification': [
    'Classifies incoming tickets with keyword heuristics and a confidence score',
    'How promising is this job applicant, on a scale, considering degree and experience',
  ],
  'decision-table': [
    'Pure policy evaluator comparing usage with thresholds and returning an action',
    'Depending on age and region a traveller gets the child, senior or standard fare',
  ],
  aggregation: [
    'Reducer that aggregates metrics per service over a time window',
    'What did each household consume in the whole of March',
  ],
  'fsm-reducer': [
    'Reducer with a finite state machine for the ticket lifecycle',
    'A loan moves between requested, granted, paid back and defaulted and may not jump',
  ],
  'event-sourcing': [
    'Append-only event store with replay and snapshots',
    'Chess game kept as the list of its moves, the board being derived whenever needed',
  ],
  projection: [
    'Projection node that upserts rows into a read model from Kafka events',
    'The shop window page must reflect deliveries a moment after the depot reports them',
  ],
  orchestration: [
    'Orchestrator that coordinates the review workflow across nodes',
    'Wedding planner: venue before catering, catering before invitations',
  ],
  'saga-compensation': [
    'Saga that rolls back completed steps when a later step fails',
    'If the kitchen cannot cook, give the guest the money back and free the table',
  ],
  'fan-out-fan-in': [
    'Fans out work to parallel workers and collects their results',
    'Phone every branch manager in one go and put their numbers on one sheet',
  ],
  'request-reply': [
    'Sends a request event and awaits the response with matching correlation_id',
    'Ask over the queue what the stock is and stand by till the right answer turns up',
  ],
  'lease-lock': [
    'Distributed lock with TTL so that only one worker processes a session',
    'Two robots must not weld at the same seam',
  ],
  polling: ['Polls an IMAP inbox on an interval for new messages', 'Every ten minutes see if the parcel has moved'],
  'api-client': [
    'Effect node calling the Slack Web API over HTTP',
    "Get today's menu from the canteen operator's site",
  ],
  'db-repository': [
    'Effect node persisting learned patterns to PostgreSQL',
    'Write the readings down in the SQL server and be able to look for them by meter',
  ],
  'message-producer': [
    'Publishes completion events to a Kafka topic',
    'Let everybody on the platform know that a build has gone live',
  ],
  'message-consumer': [
    'Subscribes to command events and processes each message',
    'Whenever the till reports a sale over the queue, act on it',
  ],
  'file-processing': [
    'Reads source files from the filesystem and writes artifacts to S3',
    'Sort the scans lying in the inbox folder into one folder per patient',
  ],
  'streaming-batch': [
    'Streams large result sets in chunks with bounded memory',
    'The satellite never stops sending; deal with the pictures a hundred at a time',
  ],
  'llm-call': [
    'Effect node that sends a prompt to an LLM and returns the completion',
    'Let the chatbot propose a polite rejection letter',
  ],
  'cache-aside': [
    'Caches lookups in Redis with a TTL',
    'Having worked out the route once today, give the same route to the next person',
  ],
  'retry-backoff': [
    'Retries transient failures with exponential backoff',
    'Satellite link drops now and then: redial, each time after a longer break',
  ],
  'circuit-breaker': [
    'Circuit breaker around an unreliable downstream service',
    'When the ticket machine is broken stop sending people to it until a test ticket prints',
  ],
  bulkhead: [
    'Limits concurrent requests per tenant with a semaphore',
    'At most three ovens may be heated simultaneously',
  ],
  'rate-limit': [
    'Rate limiter allowing N requests per second per API key',
    'Anyone ringing the bell more than five times a minute is sent away',
  ],
  timeout: ['Enforces a timeout on every external call', 'If the surgeon is not there by nine, call the operation off'],
  outbox: [
    'Transactional outbox publishing events after the database commit',
    'Ledger entry and courier slip are filed in one go, the courier picks the slip up afterwards',
  ],
  idempotency: [
    'Idempotent command handler that deduplicates by message id',
    'A letter that comes a second time gets the same reply and nothing is paid again',
  ],
  'dead-letter-queue': [
    'Routes poison messages to a DLQ with error metadata',
    'Parcels nobody can deliver are stacked in a side room with a note why',
  ],
  'health-introspection': [
    'Health check and metrics endpoint for the worker',
    'Show on the wall how many calls are answered and which line is out of order',
  ],
  auth: ['Verifies JWT tokens and checks role permissions', 'The door opens for staff with a valid badge'],
  redaction: [
    'Redacts PII and secrets from log messages',
    'Names of patients have to be replaced before the file leaves the clinic',
  ],
  'handler-routing': [
    'Declarative node dispatching operations to handlers from the contract',
    'The switchboard puts each caller through to the desk in charge of the topic',
  ],
  strategy: [
    'Pluggable scoring algorithms selected by configuration',
    'Go by bike, car or train: same trip planner, another way of computing',
  ],
  factory: [
    'Factory creating provider clients by type',
    'Given the word circle or square hand out the matching drawing tool',
  ],
  adapter: [
    'Adapter wrapping a vendor SDK behind our protocol',
    'A plug so that the American device works in our socket',
  ],
  observer: [
    'In-process callbacks registered by listeners and invoked on change',
    'Everyone who has left a phone number is rung as soon as the table is free',
  ],
  singleton: ['Single shared connection pool instance per process', 'The whole house uses one and the same clock'],
  builder: ['Fluent builder for complex query objects', 'Add topping after topping and in the end bake the pizza'],
};
