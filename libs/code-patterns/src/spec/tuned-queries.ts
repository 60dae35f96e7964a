/** What somebody might ask for, by the pattern that should be found. The catalogue was written with these in hand. */
export const TUNED_QUERIES: Readonly<Record<string, readonly [string, string]>> = {
  crud: [
    'Lets callers add customers, look them up by number, change their address and drop them again',
    'Address book backend: save contact, show contact, correct contact, erase contact',
  ],
  transformation: [
    'Turns a spreadsheet row into the JSON shape the billing system expects',
    'Takes the legacy fixed-width export and produces Parquet-ready dictionaries',
  ],
  validation: [
    'Makes sure an incoming invoice has all mandatory fields and sane amounts and lists what is wrong',
    'Look through a pull request title and say whether the naming conventions are respected',
  ],
  'scoring-classification': [
    'Assigns each support ticket to a category and says how sure it is',
    'Estimate how risky a code change is from size, age of files and author experience',
  ],
  'decision-table': [
    'Chooses which model and endpoint to use for a task given budget and size',
    'Which shipping carrier gets the parcel depends on weight, destination and contract, in this order of precedence',
  ],
  aggregation: [
    'Adds up sales per region and day',
    'Monthly token spend per team with the highest and the typical day',
  ],
  'fsm-reducer': [
    'An order goes from new to paid to shipped; anything else must be refused',
    'A pull request can be draft, in review, approved or merged; compute what comes after a reviewer acts',
  ],
  'event-sourcing': [
    'Every change of an account is appended as a fact and the balance is rebuilt from that history',
    'Never update inventory in place; write down each movement and derive stock from all movements',
  ],
  projection: [
    'Builds the table the dashboard reads from the events on the bus',
    'Maintain the leaderboard page data as game results come in from Kafka',
  ],
  orchestration: [
    'Runs the nightly closing: first export, then check, then mail, each after the one before',
    'Take a new hire through account creation, laptop order and training in that sequence',
  ],
  'saga-compensation': [
    'Books flight, hotel and car; when one fails the earlier bookings are cancelled',
    'When provisioning DNS fails after the VM and disk were created, take both down again',
  ],
  'fan-out-fan-in': [
    'Asks ten suppliers at the same time and collects all their offers',
    'Run the linter on forty repositories in parallel and put together one report',
  ],
  'request-reply': [
    'Posts a question on a topic and waits for the answer that carries the same id',
    'Ask the inventory service through the broker and block until its response for this correlation id shows up',
  ],
  'lease-lock': [
    'Only one instance at a time may run the clean-up, and if it dies another takes over',
    'Guarantee that the migration job is not started twice on different hosts',
  ],
  polling: [
    'Every minute looks whether new mails have arrived in the mailbox',
    'Keep asking the CI provider whether the build is green',
  ],
  'api-client': [
    'Talks to the weather provider over HTTPS and returns the forecast',
    'Creates Linear issues over their GraphQL interface',
  ],
  'db-repository': [
    'Writes invoices into PostgreSQL and finds them by customer',
    'Stores embeddings metadata in Postgres and offers lookup by tenant',
  ],
  'message-producer': [
    'Announces on the bus that a user has signed up',
    'Tell the rest of the platform that indexing has completed',
  ],
  'message-consumer': [
    'Listens to order events and books each of them',
    'Reacts to merge decisions arriving from Kafka',
  ],
  'file-processing': [
    'Reads big CSV uploads from disk line by line',
    'Loads YAML contracts from the repository checkout and stores the normalised copies next to them',
  ],
  'streaming-batch': [
    'Handles a million rows in slices of five hundred so that memory stays flat',
    'Insert telemetry in groups of a thousand instead of one at a time',
  ],
  'llm-call': [
    'Lets a language model summarise the meeting notes',
    'Have Claude write the commit message from the diff',
  ],
  'cache-aside': [
    'Remember expensive lookups for ten minutes so we do not ask twice',
    'Do not hit the exchange rate service more often than every quarter of an hour for the same currency',
  ],
  'retry-backoff': [
    'Try again up to five times with growing pauses when the network hiccups',
    'Sometimes the database refuses connections for a second; a second try usually works',
  ],
  'circuit-breaker': [
    'After five failures in a row stop calling the dead service for a minute and fail at once',
    'If the embedding server is dead do not wait for it on every call, skip it until it has recovered',
  ],
  bulkhead: [
    'No more than eight calls into the renderer may run at the same time',
    'Never have more than four browser sessions open simultaneously',
  ],
  'rate-limit': [
    'At most one hundred requests per minute for each client',
    'Keep below the 5000 calls an hour GitHub grants us',
  ],
  timeout: [
    'Give up when the answer takes longer than two seconds',
    'Abort the review if no verdict came within fifteen minutes',
  ],
  outbox: [
    'The row and the event announcing it must be written together or not at all',
    'Database commit and Kafka publish must never disagree',
  ],
  idempotency: [
    'The same request delivered twice must have an effect only once',
    'Kafka may hand us a record twice; the invoice must not be booked twice',
  ],
  'dead-letter-queue': [
    'Records that cannot be handled are put aside with the reason so that the rest goes on',
    'What still fails after three tries goes to a separate topic with the stack trace for an operator to look at',
  ],
  'health-introspection': [
    'Tells the load balancer whether the node is ready and alive',
    'Kubernetes readiness endpoint with the state of Kafka and Postgres',
  ],
  auth: [
    'Checks the bearer token and the role of the caller before anything else',
    'Requests without a valid session cookie are turned away',
  ],
  redaction: [
    'Blacks out e-mail addresses and card numbers before text is logged',
    'Strip passwords and access tokens out of captured shell output',
  ],
  'handler-routing': [
    'The class itself stays empty; the contract names which function takes care of which operation',
    'Node without own code; operations are mapped to handler modules in contract.yaml',
  ],
  strategy: [
    'The pricing algorithm can be swapped without touching the caller',
    'Allow the deduplication method to be exchanged: exact, fuzzy or by embedding',
  ],
  factory: [
    'Creates the proper parser object for a given format name',
    'Build the storage backend named in the settings: memory, disk or S3',
  ],
  adapter: [
    "Wraps the vendor's SDK so that it looks like our own protocol",
    'Make the qdrant library usable through our vector store protocol',
  ],
  observer: [
    'Interested parties register a callback and are told when the value changes',
    'Plugins can hook into the moments before and after indexing',
  ],
  singleton: [
    'There must be exactly one registry in the process',
    'All modules have to use one and the same metrics registry object',
  ],
  builder: [
    'Assemble a complicated query piece by piece and finally produce it',
    'Put together a contract from many optional sections and validate when complete',
  ],
};
