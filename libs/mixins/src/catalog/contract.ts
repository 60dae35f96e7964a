import { type MixinEntry, option } from './mixin';

export const CONTRACT: readonly MixinEntry[] = [
  {
    name: 'MixinContractMetadata',
    category: 'contract',
    status: 'class',
    description:
      'Loads the contract and metadata files of a node when it is created, checks them, and offers their fields as properties: name, version, description, tool type.',
    wanted:
      'For nodes and tools that need their own name, version or description at run time, to keep such facts in YAML and not in code, for help texts and reports.',
    keywords:
      'contract metadata load loading access automatic yaml node.onex.yaml node_name node_version description tool_type version name fields properties validation initialization tool',
    topics: ['contract metadata', 'node metadata', 'load contract'],
    methods: [
      'node_name',
      'node_version',
      'description',
      'tool_type',
      'contract_data',
      'node_metadata',
      'contract_path',
    ],
    module: 'mixin_contract_metadata',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'nondeterministic',
    compatible: [
      'MixinCLIHandler',
      'MixinNodeSetup',
      'MixinNodeIdFromContract',
      'MixinFailFast',
      'MixinComputeExecution',
    ],
  },
  {
    name: 'MixinNodeIdFromContract',
    category: 'contract',
    status: 'class',
    description:
      'Finds the identifier of a node in its contract or metadata file; the path may be given, and only modules of allowed namespaces are looked at.',
    wanted:
      'To take a node id from the contract instead of writing it into the class, to hand a test its own contract path, to keep loading to trusted namespaces.',
    keywords:
      'node id node_id identifier identity name contract contract_path path explicit inject injection test testing testable load resolve namespace secure security',
    topics: ['node id', 'node identifier'],
    module: 'mixin_node_id_from_contract',
    since: '0.1.0',
    handler: 'nondeterministic',
    compatible: ['MixinContractMetadata', 'MixinNodeSetup', 'MixinIntrospectFromContract'],
  },
  {
    name: 'MixinNodeSetup',
    category: 'contract',
    status: 'class',
    description:
      "Sets a node up with access to its contract, id, versions and file paths, all resolved from the node's directory.",
    wanted:
      'For a new node class that should find its contract, version and folder without code of its own, to override the directory, to use one setup for all nodes.',
    keywords:
      'node setup initialization initialize initializing standard standardized base directory folder path paths resolve resolution contract version contract_version node_directory access override',
    topics: ['node setup', 'contract path', 'node directory'],
    methods: [
      'node_directory',
      'contract_path',
      'node_onex_yaml_path',
      'contract',
      'node_id',
      'node_version',
      'contract_version',
    ],
    module: 'mixin_node_setup',
    since: '0.1.0',
    handler: 'nondeterministic',
    compatible: ['MixinContractMetadata', 'MixinNodeIdFromContract', 'MixinIntrospectFromContract'],
  },
  {
    name: 'MixinNodeTypeValidator',
    category: 'validation',
    status: 'class',
    description:
      'Checks the node_type field of a contract model and translates architecture types (effect, compute, reducer, orchestrator) to node types.',
    wanted:
      'For contract models of the four kinds that share one check, for older spellings that must be converted or defaulted.',
    keywords:
      'node type node_type types validate validator validating field architecture kind mapping map conversion convert enum default contract model legacy',
    topics: ['node type validation', 'node type'],
    methods: ['validate_node_type_architecture'],
    module: 'mixin_node_type_validator',
    since: '0.4.0',
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinContractMetadata'],
  },
];

export const SECURITY: readonly MixinEntry[] = [
  {
    name: 'MixinSecurity',
    category: 'security',
    status: 'planned',
    description:
      'Protects what a node takes in and gives out: sanitizes input against injection and hides passwords, tokens and keys in output.',
    wanted:
      'For clients and endpoints that handle credentials and authentication data, user input that cannot be trusted, compliance with privacy rules, services with personal data.',
    keywords:
      'security secure protect protection sanitize sanitization sanitizing input injection xss sensitive credential credentials password secret token key redact redaction redacting authentication encryption privacy compliance attack untrusted hardening malicious handling safe',
    topics: ['security', 'input sanitization', 'sanitize', 'sanitization'],
    compatible: ['MixinValidation', 'MixinLogging'],
    options: [
      option('enable_redaction', true, 'hide sensitive fields in output'),
      option('sensitive_field_patterns', ['password', 'secret', 'token', 'key'], 'names of fields that are sensitive'),
    ],
    alternatives: [
      { name: 'MixinSensitiveFieldRedaction', import_path: 'omnibase_core.mixins.mixin_redaction' },
      {
        name: 'ModelSecuritySubcontract',
        import_path: 'omnibase_core.models.contracts.subcontracts.model_security_subcontract',
      },
    ],
  },
  {
    name: 'MixinSensitiveFieldRedaction',
    category: 'security',
    status: 'class',
    description:
      'Replaces sensitive fields of a Pydantic model when it is dumped or logged: by name patterns, by type, in nested models too.',
    wanted:
      'To keep passwords, tokens, keys and personal data out of logs, API answers and stored dumps, for models of users, credentials and configuration.',
    keywords:
      'redact redaction redacted sensitive field fields mask masking masked hide censor password token secret personal data pii privacy model dump serialization output log safe leak configuration credential',
    topics: ['redaction', 'redact', 'masking', 'mask sensitive'],
    methods: [
      'get_sensitive_field_patterns',
      'get_redaction_values',
      'is_sensitive_field',
      'get_redaction_value',
      'redact_sensitive_fields',
      'redact',
      'model_dump_redacted',
    ],
    module: 'mixin_redaction',
    since: '0.1.0',
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinSerializable', 'MixinYAMLSerialization'],
    aliases: ['Redaction'],
  },
];
