import { IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Nested, Text } from '../rules';
import { UUID } from '../uuid';

/** Who sent a hook event; all three are required. */
export class EventSource {
  @IsString()
  service_name!: string;

  @IsString()
  service_version!: string;

  @IsString()
  instance_id!: string;
}

/** The envelope of hook events. What the source documents give a default is optional here. */
export class BaseEvent {
  @Matches(UUID)
  event_id!: string;

  /** Dotted lower-case words, e.g. `service.lifecycle.started`. */
  @Text()
  event_type!: string;

  /** Where it is absent, readers take their own time. */
  @IsOptional()
  @Matches(INSTANT)
  timestamp?: string;

  @IsOptional()
  @IsString()
  version?: string;

  @Nested(() => EventSource)
  source!: EventSource;

  @IsOptional()
  @Matches(UUID)
  correlation_id?: string | null;

  @IsOptional()
  @IsString()
  trace_id?: string | null;

  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  @IsObject()
  payload!: Record<string, unknown>;
}
