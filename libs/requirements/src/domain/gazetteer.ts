/**
 * How a product name is distinguished from an ordinary word:
 * - `any`: the word means nothing else, case does not matter (kafka, postgresql);
 * - `exact`: written as the maker writes it, and not merely because it opens a sentence (Stripe, Oracle);
 * - `with-cue`: also a plain word with a capital (Go, Segment, Slack time), so a cue must stand beside it.
 */
export type NameRule = 'any' | 'exact' | 'with-cue';

export type SystemCategory =
  | 'database'
  | 'cache'
  | 'messaging'
  | 'search'
  | 'vector_database'
  | 'storage'
  | 'cloud'
  | 'payment'
  | 'communication'
  | 'identity'
  | 'observability'
  | 'ci_cd'
  | 'source_control'
  | 'issue_tracking'
  | 'crm_erp'
  | 'analytics'
  | 'data_processing'
  | 'machine_learning'
  | 'infrastructure'
  | 'secrets'
  | 'web_server'
  | 'cms_commerce'
  | 'productivity'
  | 'maps'
  | 'runtime'
  | 'api';

/** `Name` or `Name=alias=alias`, separated by `|`. Own list. */
const NAMES: readonly (readonly [SystemCategory, NameRule, string])[] = [
  [
    'database',
    'any',
    'PostgreSQL=postgres=psql|MySQL|MariaDB|SQLite=sqlite3|MongoDB=mongo|Cassandra|CockroachDB|DynamoDB|Couchbase|CouchDB|SQL Server=mssql|InfluxDB|TimescaleDB|ClickHouse|Neo4j|Memgraph|ArangoDB|ScyllaDB|Firestore|Supabase|YugabyteDB|TiDB|DuckDB|RavenDB|RethinkDB|Amazon RDS|Amazon Aurora|Cloud SQL|Cloud Spanner',
  ],
  ['database', 'exact', 'Oracle=Oracle Database|Firebase|PlanetScale|HBase|Vitess'],
  ['cache', 'any', 'Redis|Memcached=memcache|Valkey|Hazelcast|ElastiCache|KeyDB|Dragonfly DB'],
  [
    'messaging',
    'any',
    'Kafka=apache kafka|Redpanda|RabbitMQ|ActiveMQ|NATS=nats.io|Amazon SQS=sqs|Amazon SNS=sns|Kinesis=amazon kinesis|Google Pub/Sub=google pubsub|Azure Service Bus|EventBridge|ZeroMQ|Mosquitto|Apache Pulsar|Event Hubs',
  ],
  ['messaging', 'exact', 'Pulsar|Confluent|Celery'],
  ['search', 'any', 'Elasticsearch=elastic search|OpenSearch|Solr=apache solr|Meilisearch|Typesense|Algolia'],
  ['vector_database', 'any', 'Qdrant|Weaviate|Milvus|pgvector|Chroma DB=chromadb'],
  ['vector_database', 'exact', 'Pinecone'],
  [
    'storage',
    'any',
    'Amazon S3=s3=aws s3|MinIO|Google Cloud Storage=gcs|Azure Blob Storage=blob storage|Dropbox|Google Drive|OneDrive|SharePoint|Ceph|Backblaze|Cloudinary',
  ],
  ['storage', 'with-cue', 'Box'],
  [
    'cloud',
    'any',
    'AWS=amazon web services|Google Cloud=gcp=google cloud platform|Microsoft Azure|DigitalOcean|Heroku|Cloudflare|Vercel|Netlify|AWS Lambda|Fly.io|OpenStack|Hetzner',
  ],
  ['cloud', 'exact', 'Azure'],
  [
    'payment',
    'any',
    'PayPal|Braintree|Adyen|Klarna|Authorize.net|Worldpay|Razorpay|Mollie Payments|Apple Pay|Google Pay|Plaid API',
  ],
  ['payment', 'exact', 'Stripe|Plaid'],
  ['payment', 'with-cue', 'Square'],
  [
    'communication',
    'any',
    'Twilio|SendGrid|Mailgun|Mailchimp|Amazon SES=ses|PagerDuty|Opsgenie|Microsoft Teams=ms teams|WhatsApp|Mattermost|Zendesk|OneSignal|Firebase Cloud Messaging=fcm|APNs=apple push notification service|Vonage|Freshdesk',
  ],
  ['communication', 'exact', 'Intercom|Discord|Telegram|Postmark'],
  ['communication', 'with-cue', 'Slack|Zoom|Teams|Outlook|Front'],
  [
    'identity',
    'any',
    'Auth0|Okta|Keycloak|Active Directory=azure ad=entra id|LDAP|OpenID Connect=oidc|SAML|Amazon Cognito=cognito|OneLogin|FusionAuth',
  ],
  [
    'observability',
    'any',
    'Prometheus|Grafana|Datadog|New Relic|Splunk|Jaeger|OpenTelemetry=otel|Zipkin|Kibana|Logstash|CloudWatch|Loki|Nagios|Zabbix|Dynatrace|Honeycomb.io|Fluentd|Statsd',
  ],
  ['observability', 'exact', 'Sentry'],
  [
    'ci_cd',
    'any',
    'Jenkins|GitHub Actions|GitLab CI|CircleCI|ArgoCD=argo cd|TeamCity|Travis CI|Buildkite|SonarQube|Artifactory',
  ],
  ['source_control', 'any', 'GitHub|GitLab|Bitbucket|Gitea'],
  ['issue_tracking', 'any', 'Jira|ServiceNow|Bugzilla|Redmine|Asana|Trello'],
  ['issue_tracking', 'with-cue', 'Linear|Confluence|Monday|Basecamp'],
  [
    'crm_erp',
    'any',
    'Salesforce|HubSpot|NetSuite|Microsoft Dynamics=dynamics 365|Zoho|Odoo|Pipedrive|QuickBooks|Xero|DATEV',
  ],
  ['crm_erp', 'exact', 'SAP|Sage|Workday'],
  [
    'analytics',
    'any',
    'Google Analytics|Mixpanel|Power BI=powerbi|BigQuery|Redshift|Databricks|Metabase|Matomo|Hotjar|PostHog|LaunchDarkly',
  ],
  ['analytics', 'exact', 'Snowflake|Tableau|Looker|Superset'],
  ['analytics', 'with-cue', 'Segment|Amplitude|Heap'],
  [
    'data_processing',
    'any',
    'Apache Spark=pyspark|Apache Flink|Airflow=apache airflow|Hadoop|dbt|Debezium|Fivetran|Airbyte|NiFi|Temporal.io|Apache Beam|Trino|Zapier|n8n',
  ],
  ['data_processing', 'exact', 'Flink|Dagster|Camunda'],
  ['data_processing', 'with-cue', 'Spark|Temporal|Prefect|Hive|Beam'],
  [
    'machine_learning',
    'any',
    'OpenAI=chatgpt|Anthropic|Ollama|vLLM|Hugging Face=huggingface|LangChain|LlamaIndex|Vertex AI|SageMaker|MLflow|PyTorch|TensorFlow|LiteLLM|Azure OpenAI|Amazon Bedrock',
  ],
  ['machine_learning', 'exact', 'Claude|Cohere|Mistral'],
  ['machine_learning', 'with-cue', 'Gemini|Ray'],
  [
    'infrastructure',
    'any',
    'Kubernetes=k8s|Docker|Terraform|Ansible|Istio|OpenShift|ZooKeeper|etcd|Traefik|Podman|VMware',
  ],
  ['infrastructure', 'with-cue', 'Consul|Nomad|Envoy|Helm|Puppet|Chef|Kong|Rancher'],
  ['secrets', 'any', 'HashiCorp Vault|AWS Secrets Manager|Infisical|Azure Key Vault|AWS KMS|1Password'],
  ['secrets', 'with-cue', 'Vault'],
  ['web_server', 'any', 'nginx|HAProxy|Apache HTTP Server|Caddy server|Tomcat'],
  ['cms_commerce', 'any', 'Shopify|WordPress|Drupal|Magento|WooCommerce|Contentful|BigCommerce|Sanity.io|Strapi'],
  [
    'productivity',
    'any',
    'Google Sheets|Google Calendar|Google Workspace|Microsoft 365=office 365|Airtable|Gmail|Microsoft Graph|DocuSign|Calendly',
  ],
  ['productivity', 'with-cue', 'Notion|Excel'],
  ['maps', 'any', 'Google Maps|Mapbox|OpenStreetMap|MaxMind'],
  [
    'runtime',
    'any',
    'Node.js=nodejs|FastAPI|Django|NestJS|Spring Boot|ASP.NET|Ruby on Rails|Express.js|React Native|GraphQL',
  ],
  ['runtime', 'with-cue', 'Go|Spring|Flask|Express|Rails'],
];

export interface ProductName {
  name: string;
  category: SystemCategory;
  rule: NameRule;
  /** The words to find, in the case the rule needs. */
  words: string[];
}

/** Every spelling by its first word in lower case; longer spellings first. */
export const PRODUCTS: ReadonlyMap<string, readonly ProductName[]> = byFirstWord();

function byFirstWord(): Map<string, ProductName[]> {
  const table = new Map<string, ProductName[]>();
  for (const [category, rule, names] of NAMES)
    for (const spellings of names.split('|')) {
      const [name = '', ...aliases] = spellings.split('=');
      for (const spelling of [name, ...aliases]) {
        const words = spelling.split(' ');
        const key = (words[0] ?? '').toLowerCase();
        table.set(key, [...(table.get(key) ?? []), { name, category, rule, words }]);
      }
    }
  for (const list of table.values()) list.sort((one, other) => other.words.length - one.words.length);
  return table;
}

/** How many products are known, aliases not counted. */
export const PRODUCT_COUNT: number = new Set([...PRODUCTS.values()].flat().map(({ name }) => name)).size;
