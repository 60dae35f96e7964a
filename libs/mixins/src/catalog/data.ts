import { type MixinEntry, option } from './mixin';

export const DATA: readonly MixinEntry[] = [
  {
    name: 'MixinCaching',
    category: 'data_management',
    status: 'class',
    description:
      'Keeps results so that they need not be computed or fetched again: a cache in memory and, if wanted, a shared one such as Redis behind it, with time to live, eviction, invalidation and statistics.',
    wanted:
      'For expensive or repeated computations, database queries, API responses and remote lookups, sessions and tokens, configuration, documents once parsed, pages once rendered, what a model predicted, search results, to lower load, latency and cost and to respect rate limits.',
    keywords:
      'cache caches caching cached memoize memoization ttl expiry lru eviction invalidate invalidation hit miss warm redis memcached distributed store reuse repeated frequent frequently accessed expensive lookup result results response speed reduce load lower latency multi-level keep kept keeping store stored storing recompute avoid again slow',
    topics: ['cache', 'caching', 'cached', 'memoize', 'memoization'],
    methods: [
      'generate_cache_key',
      'get_cached',
      'set_cached',
      'invalidate_cache',
      'clear_cache',
      'get_cache_stats',
      'has_l2_backend',
      'is_l2_connected',
    ],
    module: 'mixin_caching',
    since: '0.1.0',
    builtInto: ['compute', 'reducer'],
    handler: 'nondeterministic',
    compatible: [
      'MixinEventBus',
      'MixinHealthCheck',
      'MixinMetrics',
      'MixinLogging',
      'MixinCircuitBreaker',
      'MixinRetry',
      'MixinTimeout',
      'MixinValidation',
    ],
    conflicts: ['MixinStateless'],
    options: [
      option('caching_enabled', true, 'switches it on'),
      option('cache_strategy', 'lru', 'what is evicted first: lru, fifo, lfu, lru_ttl or arc'),
      option('cache_backend', 'memory', 'memory, redis, memcached, disk or hybrid'),
      option('ttl_seconds', 300, 'an entry is valid for so long'),
      option('max_entries', 10_000, 'entries kept at most'),
      option('max_memory_mb', 512, 'memory used at most'),
      option('cache_key_strategy', 'composite_hash', 'input_hash, composite_hash, semantic_key or uuid_based'),
      option('key_prefix', '', 'keeps keys of several users apart'),
      option(
        'invalidation_strategy',
        'ttl_based',
        'ttl_based, lru_eviction, manual_only, event_driven or pattern_based',
      ),
      option('multi_level_enabled', false, 'two levels, hot and warm'),
      option('warm_up_enabled', false, 'fill it at the start'),
      option('distributed_enabled', false, 'shared among processes'),
    ],
  },
  {
    name: 'MixinSerialization',
    category: 'data_management',
    status: 'planned',
    description: 'Turns data and models into YAML or JSON and back, always the same bytes for the same content.',
    wanted:
      'To store data and configuration files, to send payloads between services, to export and import, to produce diff-friendly and version-controlled output, to convert between formats.',
    keywords:
      'serialize serialization serializing deserialize deserialization json yaml encode decode format formats export import convert persist payload deterministic output canonical data exchange',
    topics: ['serialization', 'serialize', 'json serialization', 'deserialization'],
    compatible: ['MixinEventBus', 'MixinLogging'],
    options: [
      option('serialization_format', 'yaml', 'yaml or json'),
      option('enable_canonical_mode', true, 'the same bytes for the same content'),
    ],
    alternatives: [
      { name: 'MixinCanonicalYAMLSerializer', import_path: 'omnibase_core.mixins.mixin_canonical_serialization' },
      { name: 'MixinYAMLSerialization', import_path: 'omnibase_core.mixins.mixin_yaml_serialization' },
      { name: 'MixinSerializable', import_path: 'omnibase_core.mixins.mixin_serializable' },
    ],
  },
  {
    name: 'MixinCanonicalYAMLSerializer',
    category: 'data_management',
    status: 'class',
    description:
      'Writes a metadata block as canonical YAML: fields in declared order, collections sorted, booleans and line ends normalized, placeholders for what changes, so that hashing and stamping are repeatable.',
    wanted:
      'For tools that stamp files with metadata, for hash input, for idempotent rewriting: stamping twice changes nothing; to normalize a file body before it is compared.',
    keywords:
      'canonical canonicalize canonicalization yaml normalize normalization deterministic stable idempotent idempotency metadata block stamp stamper stamping hash input sorted order body serializer',
    topics: ['canonical yaml', 'canonical serialization', 'canonicalization'],
    methods: ['canonicalize_metadata_block', 'normalize_body', 'canonicalize_for_hash'],
    module: 'mixin_canonical_serialization',
    since: '0.1.0',
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinHashComputation', 'MixinYAMLSerialization', 'MixinSerializable'],
    aliases: ['CanonicalSerialization', 'CanonicalSerializer'],
  },
  {
    name: 'MixinYAMLSerialization',
    category: 'data_management',
    status: 'class',
    description: 'Writes a Pydantic model as a YAML block in which every line starts with a comment prefix.',
    wanted:
      'To embed metadata in source files as comments, to write YAML headers into Python, shell or Markdown files, to print a model as YAML.',
    keywords:
      'yaml serialization block comment comments prefix prefixed prefixing embed embedded header source file pydantic model dump write',
    topics: ['yaml serialization', 'yaml block', 'yaml output'],
    methods: ['to_yaml_block'],
    module: 'mixin_yaml_serialization',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'compute',
    compatible: [
      'MixinCanonicalYAMLSerializer',
      'MixinSerializable',
      'MixinHashComputation',
      'MixinSensitiveFieldRedaction',
    ],
  },
  {
    name: 'MixinSerializable',
    category: 'data_management',
    status: 'class',
    description:
      'The protocol of models that turn themselves into plain dictionaries and are rebuilt from them, with all models, lists and enums inside.',
    wanted:
      'For models with nested parts that travel between services or are saved to files, for round trips without loss, for reading and writing blocks.',
    keywords:
      'serializable recursive recursively nested models dictionary dict round-trip reconstruct reconstruction rebuild transfer deserialize input output protocol enum list',
    topics: ['serializable', 'recursive serialization'],
    methods: ['to_serializable_dict', 'from_serializable_dict'],
    module: 'mixin_serializable',
    since: '0.3.2',
    pure: 'allowed',
    handler: 'compute',
    compatible: ['MixinCanonicalYAMLSerializer', 'MixinYAMLSerialization', 'MixinSensitiveFieldRedaction'],
  },
  {
    name: 'MixinHashComputation',
    category: 'data_management',
    status: 'class',
    description: 'Computes the hash of a metadata block and its body over the canonical form.',
    wanted:
      'To detect changes and tampering, to verify that a stamped file is what it was, to compare content, to address content by its digest.',
    keywords:
      'hash hashes hashing sha256 digest checksum fingerprint compute integrity verify verification tamper tampering change detection metadata block stamp content',
    topics: ['hash', 'hashing', 'hash computation', 'checksum'],
    methods: ['compute_hash'],
    module: 'mixin_hash_computation',
    since: '0.1.0',
    pure: 'allowed',
    handler: 'compute',
    requires: ['MixinCanonicalYAMLSerializer'],
    compatible: ['MixinCanonicalYAMLSerializer', 'MixinYAMLSerialization'],
  },
  {
    name: 'MixinLazyEvaluation',
    category: 'performance',
    status: 'class',
    description:
      'Puts off conversions and serialization of models until somebody asks for the result: lazy properties, dumps, nested values and strings, each computed once.',
    wanted:
      'To save memory and time with large models and deep structures, where many attributes are never read, where type conversion or serialization is slow.',
    keywords:
      'lazy lazily evaluation evaluate defer deferred deferring property properties on demand memory usage reduce footprint large model nested serialization conversion performance optimization',
    topics: ['lazy evaluation', 'lazy properties', 'lazy loading', 'evaluate lazily'],
    methods: [
      'lazy_property',
      'lazy_model_dump',
      'lazy_serialize_nested',
      'lazy_string_conversion',
      'invalidate_lazy_cache',
      'get_lazy_cache_stats',
    ],
    module: 'mixin_lazy_evaluation',
    since: '0.1.0',
    pure: 'ok',
    handler: 'compute',
    requires: ['MixinLazyValue'],
    compatible: ['MixinCaching', 'MixinMetrics', 'MixinLazyValue'],
  },
  {
    name: 'MixinLazyValue',
    category: 'performance',
    status: 'class',
    description:
      'Wraps one expensive function so that it runs when its value is first read; the value is kept, if wanted, until it is invalidated.',
    wanted:
      'For a single costly value, to initialize an object only when it is needed, to put off a computation or a load to its first access.',
    keywords:
      'lazy value wrapper wrap wrapping expensive computation deferred execution first access initialize initialization invalidate keep single on demand',
    topics: ['lazy value', 'lazy initialization'],
    methods: ['get', 'is_computed', 'invalidate'],
    module: 'mixin_lazy_value',
    since: '0.1.0',
    pure: 'ok',
    handler: 'compute',
    compatible: ['MixinLazyEvaluation'],
    options: [option('cache', true, 'keep the value after the first read')],
  },
  {
    name: 'MixinTruncationValidation',
    category: 'validation',
    status: 'class',
    description:
      'Checks that a model which may hold shortened content is consistent: the size shown, the original size and the truncated flag must fit together.',
    wanted:
      'For snapshots of large output, previews, excerpts and cut texts that record how much is missing, so that a shortened text is never taken for the whole.',
    keywords:
      'truncation truncated truncate shortened cut snapshot size sizes bytes original display flag consistency constraint preview validate state',
    topics: ['truncation', 'truncated'],
    methods: ['validate_truncation_constraints'],
    module: 'mixin_truncation_validation',
    since: '0.6.6',
    pure: 'ok',
    handler: 'compute',
  },
];
