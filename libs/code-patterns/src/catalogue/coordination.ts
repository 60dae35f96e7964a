import { list, type Pattern } from './pattern';
import { FAN_OUT, LEASE_LOCK, POLLING, REQUEST_REPLY, SAGA } from './sketches/coordination';

/** How several nodes or services act together. */
export const COORDINATION: readonly Pattern[] = [
  {
    id: 'saga-compensation',
    name: 'Saga with compensation',
    kinds: ['orchestrator'],
    description:
      'A transaction over several services: every step has an action that undoes it, run backwards when a later step fails.',
    intent: 'Stay consistent without a common database: cancel, refund, release or roll back what was done before.',
    examples: [
      'Take down what was provisioned when a later resource cannot be created',
      'Return the money and the goods when the deal falls through',
      'Clean up half-finished work across systems that each keep their own data',
      'Abort in the middle and restore the earlier situation everywhere',
    ],
    whenToUse: 'Steps in different services must all hold or all be taken back.',
    whenNotToUse: 'One database transaction would do, or a step cannot be undone and has to be checked beforehand.',
    keywords: list(
      'saga compensation compensate rollback roll_back undo revert cancel refund release inverse distributed_transaction long_transaction all_or_nothing consistency backwards reverse_order',
    ),
    capabilities: list('compensate rollback undo revert cancel refund'),
    mixins: ['MixinWorkflowExecution', 'MixinEventBus'],
    related: ['orchestration', 'outbox', 'idempotency'],
    complements: ['idempotency', 'timeout'],
    sketch: SAGA,
  },
  {
    id: 'fan-out-fan-in',
    name: 'Fan-out and fan-in',
    kinds: ['orchestrator', 'effect'],
    description: 'Start many independent calls at the same time and combine their results when all have come back.',
    intent:
      'Scatter and gather: ask or process in parallel, wait for everyone, merge the answers, survive single failures.',
    examples: [
      'Run a check on many repositories in parallel and put together one report',
      'Let several reviewers look independently and wait for all verdicts',
      'Dispatch subtasks to a swarm and collate the outcomes',
      'Simultaneous requests to multiple providers, first or all answers',
    ],
    whenToUse: 'Calls do not depend on each other and the waiting adds up.',
    whenNotToUse: 'A step needs the result of the one before (orchestration), or the other side cannot take the load.',
    keywords: list(
      'parallel concurrent concurrently simultaneous at_once same_time side_by_side fan-out fan-in scatter gather broadcast split collect combine join workers asyncio_gather task_group multiple_targets',
    ),
    capabilities: list('gather broadcast scatter parallelize collect distribute'),
    mixins: ['MixinWorkflowExecution', 'MixinMetrics'],
    related: ['orchestration', 'bulkhead', 'aggregation'],
    complements: ['timeout', 'bulkhead'],
    sketch: FAN_OUT,
  },
  {
    id: 'request-reply',
    name: 'Request and reply',
    kinds: ['effect', 'orchestrator'],
    description: 'Send a request over the message bus and wait for the reply with the same correlation id.',
    intent: 'Call another service synchronously over asynchronous topics and match responses to pending callers.',
    examples: [
      'Ask a service through the broker and block until the response shows up',
      'Command topic out, result topic in, paired by identifier',
      'Two-way conversation over queues',
      'Caller waits on the bus for a terminal event of its own request',
    ],
    whenToUse: 'The caller cannot go on without the answer and the other side is reachable only through the bus.',
    whenNotToUse: 'Nobody waits for an answer (message producer), or a direct call is possible (API client).',
    keywords: list(
      'request reply response answer correlation correlation_id rpc remote_procedure synchronous_call pending future waiter await_answer reply_topic matching question',
    ),
    capabilities: list('request call ask reply respond answer'),
    mixins: ['MixinEventBus', 'MixinRequestResponseIntrospection'],
    related: ['message-producer', 'message-consumer', 'timeout'],
    complements: ['timeout', 'idempotency'],
    sketch: REQUEST_REPLY,
  },
  {
    id: 'lease-lock',
    name: 'Lease or lock',
    kinds: ['effect', 'orchestrator'],
    description:
      'Own a resource for a limited time: acquire, renew while working, release; the lease expires when the owner dies.',
    intent:
      'Mutual exclusion between processes: only one instance works on something, another takes over after a crash.',
    examples: [
      'Guarantee that a job is not started twice on different hosts',
      'A worker reserves a task for a few minutes so that nobody else picks it',
      'Protect a shared resource from concurrent writers on several machines',
      'Active and standby instance with failover',
    ],
    whenToUse: 'Two workers on the same thing would do harm, and they live in different processes.',
    whenNotToUse:
      'A unique constraint or a version check decides the race more simply, or partitions already separate the work.',
    keywords: list(
      'lease lock mutex exclusive ownership owner claim acquire renew heartbeat expire leader election elect single_active only_one take_over fencing_token distributed_lock instance replica',
    ),
    capabilities: list('acquire renew release lock unlock claim elect'),
    mixins: ['MixinNodeLifecycle', 'MixinHealthCheck'],
    related: ['idempotency', 'singleton', 'polling'],
    complements: ['timeout'],
    sketch: LEASE_LOCK,
  },
  {
    id: 'polling',
    name: 'Polling',
    kinds: ['effect', 'orchestrator'],
    description: 'Ask a source at regular intervals what is new or whether something is finished.',
    intent: 'Watch periodically, on a timer, schedule or cron tick, until a condition holds or for ever.',
    examples: [
      'Keep asking a provider whether the build is ready',
      'Check a server hourly for deliveries',
      'Wake up at night and look for work',
      'Heartbeat loop that inspects stalled tasks every few seconds',
    ],
    whenToUse: 'The other side cannot notify: mailboxes, directories, job states, old systems.',
    whenNotToUse: 'The source can push events (message consumer), or the delay between two looks hurts.',
    keywords: list(
      'poll polling periodic periodically interval schedule scheduled scheduler cron tick timer every_minute every_hour daily watch watcher monitor until_finished repeatedly new_since check_again crawl sweep',
    ),
    capabilities: list('poll watch monitor sweep crawl'),
    mixins: ['MixinNodeLifecycle', 'MixinHealthCheck'],
    related: ['message-consumer', 'retry-backoff', 'lease-lock'],
    complements: ['timeout', 'lease-lock'],
    sketch: POLLING,
  },
];
