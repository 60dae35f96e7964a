import { IsBoolean, IsNumber, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Share, Text, Texts } from '../rules';

export class RoutedRequest {
  /** The request's id. */
  @Text()
  request_id!: string;

  /** Who asks. */
  @IsString()
  source_service!: string;

  /** Who is asked. */
  @IsString()
  target_service!: string;

  /** The tool that is asked for. */
  @IsOptional()
  @IsString()
  tool_name?: string;

  /** The HTTP method, or that of the protocol. */
  @IsOptional()
  @IsString()
  method?: string;

  /** The HTTP path. */
  @IsOptional()
  @IsString()
  path?: string;
}

export class RoutingDecision {
  /** By what rule the instance was chosen. */
  @IsString()
  routing_strategy!: string;

  /** The instance that got the request. */
  @Text()
  selected_instance!: string;

  /** Numbers by name, e.g. `health_score`. */
  @IsOptional()
  @IsObject()
  routing_factors?: Record<string, unknown>;

  /** Those that could have got it. */
  @IsOptional()
  @Texts()
  alternative_instances?: string[];
}

export class CachingInfo {
  /** The key it was looked for by. */
  @IsOptional()
  @IsString()
  cache_key?: string | null;

  /** Whether the answer was in the cache. */
  @IsBoolean()
  cache_hit!: boolean;

  /** How long an answer is kept, in seconds. */
  @IsOptional()
  @Measure()
  cache_ttl_seconds?: number;

  /** Whether the answer may be kept. */
  @IsOptional()
  @IsBoolean()
  cacheable?: boolean;
}

/** `proxy.request.routed` */
export class RequestRoutedPayload {
  /** The request. */
  @Nested(() => RoutedRequest)
  request_info!: RoutedRequest;

  /** Who got it, and why. */
  @Nested(() => RoutingDecision)
  routing_decision!: RoutingDecision;

  /** What the cache had to do with it. */
  @IsOptional()
  @Nested(() => CachingInfo)
  caching_info?: CachingInfo;
}

/** What was looked for. */
export class CacheLookup {
  /** The key it is looked for by. */
  @Text()
  cache_key!: string;

  /** The request it was looked for in. */
  @IsOptional()
  @IsString()
  request_id?: string;
}

/** What was found. */
export class CachedEntry extends CacheLookup {
  /** When it was put there. */
  @Matches(INSTANT)
  cached_at!: string;

  /** How long it is still good, in seconds. */
  @IsOptional()
  @Measure()
  ttl_remaining_seconds?: number;

  /** How large it is, in bytes. */
  @IsOptional()
  @Count()
  cache_size_bytes?: number;
}

export class CacheSavings {
  /** Time, in milliseconds. */
  @IsOptional()
  @Measure()
  response_time_saved_ms?: number;

  /** Bytes that were not sent. */
  @IsOptional()
  @Count()
  bandwidth_saved_bytes?: number;

  /** Processor time, in percent of what the answer would have cost. */
  @IsOptional()
  @IsNumber()
  cpu_saved_percent?: number;
}

export class AdaptiveCaching {
  /** The share of hits of late, 0 to 1. */
  @IsOptional()
  @IsNumber()
  hit_rate_trend?: number;

  /** `extend` in the example. */
  @IsOptional()
  @IsString()
  ttl_adjustment?: string;

  /** How sure the cache is of that, 0 to 1. */
  @IsOptional()
  @Share()
  confidence_score?: number;
}

/** `proxy.cache.hit` */
export class CacheHitPayload {
  /** What was found. */
  @Nested(() => CachedEntry)
  cache_info!: CachedEntry;

  /** What that saved. */
  @IsOptional()
  @Nested(() => CacheSavings)
  performance_impact?: CacheSavings;

  /** What the cache makes of it. */
  @IsOptional()
  @Nested(() => AdaptiveCaching)
  adaptive_caching?: AdaptiveCaching;
}

/** `proxy.cache.miss`: the guide names it and shows only a hit. Nothing was found and nothing was saved. */
export class CacheMissPayload {
  /** What was looked for. */
  @Nested(() => CacheLookup)
  cache_info!: CacheLookup;

  /** What the cache makes of it. */
  @IsOptional()
  @Nested(() => AdaptiveCaching)
  adaptive_caching?: AdaptiveCaching;
}
