import { IsBoolean, IsNumber, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Count, Measure, Nested, Share, Text, Texts } from '../rules';

export class RoutedRequest {
  @Text()
  request_id!: string;

  @IsString()
  source_service!: string;

  @IsString()
  target_service!: string;

  @IsOptional()
  @IsString()
  tool_name?: string;

  @IsOptional()
  @IsString()
  method?: string;

  @IsOptional()
  @IsString()
  path?: string;
}

export class RoutingDecision {
  @IsString()
  routing_strategy!: string;

  @Text()
  selected_instance!: string;

  /** Numbers by name, e.g. `health_score`. */
  @IsOptional()
  @IsObject()
  routing_factors?: Record<string, unknown>;

  @IsOptional()
  @Texts()
  alternative_instances?: string[];
}

export class CachingInfo {
  @IsOptional()
  @IsString()
  cache_key?: string | null;

  @IsBoolean()
  cache_hit!: boolean;

  @IsOptional()
  @Measure()
  cache_ttl_seconds?: number;

  @IsOptional()
  @IsBoolean()
  cacheable?: boolean;
}

/** `proxy.request.routed` */
export class RequestRoutedPayload {
  @Nested(() => RoutedRequest)
  request_info!: RoutedRequest;

  @Nested(() => RoutingDecision)
  routing_decision!: RoutingDecision;

  @IsOptional()
  @Nested(() => CachingInfo)
  caching_info?: CachingInfo;
}

/** What was looked for. */
export class CacheLookup {
  @Text()
  cache_key!: string;

  @IsOptional()
  @IsString()
  request_id?: string;
}

/** What was found. */
export class CachedEntry extends CacheLookup {
  @Matches(INSTANT)
  cached_at!: string;

  @IsOptional()
  @Measure()
  ttl_remaining_seconds?: number;

  @IsOptional()
  @Count()
  cache_size_bytes?: number;
}

export class CacheSavings {
  @IsOptional()
  @Measure()
  response_time_saved_ms?: number;

  @IsOptional()
  @Count()
  bandwidth_saved_bytes?: number;

  @IsOptional()
  @IsNumber()
  cpu_saved_percent?: number;
}

export class AdaptiveCaching {
  @IsOptional()
  @IsNumber()
  hit_rate_trend?: number;

  /** `extend` in the example. */
  @IsOptional()
  @IsString()
  ttl_adjustment?: string;

  @IsOptional()
  @Share()
  confidence_score?: number;
}

/** `proxy.cache.hit` */
export class CacheHitPayload {
  @Nested(() => CachedEntry)
  cache_info!: CachedEntry;

  @IsOptional()
  @Nested(() => CacheSavings)
  performance_impact?: CacheSavings;

  @IsOptional()
  @Nested(() => AdaptiveCaching)
  adaptive_caching?: AdaptiveCaching;
}

/** `proxy.cache.miss`: the guide names it and shows only a hit. Nothing was found and nothing was saved. */
export class CacheMissPayload {
  @Nested(() => CacheLookup)
  cache_info!: CacheLookup;

  @IsOptional()
  @Nested(() => AdaptiveCaching)
  adaptive_caching?: AdaptiveCaching;
}
