import { IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { INSTANT } from '../instant';
import { Nested, Text } from '../rules';
import { UUID } from '../uuid';

/** Who sent a hook event; all three are required. */
export class EventSource {
  /** The name of the service. */
  @IsString()
  service_name!: string;

  /** The version of the program. */
  @IsString()
  service_version!: string;

  /** Which of its instances. */
  @IsString()
  instance_id!: string;
}

/** The envelope of hook events. What the source documents give a default is optional here. */
export class BaseEvent {
  /** The id of this event. */
  @Matches(UUID)
  event_id!: string;

  /** Dotted lower-case words, e.g. `service.lifecycle.started`. */
  @Text()
  event_type!: string;

  /** Where it is absent, readers take their own time. */
  @IsOptional()
  @Matches(INSTANT)
  timestamp?: string;

  /** The version of the event's shape. */
  @IsOptional()
  @IsString()
  version?: string;

  /** Who sent it. */
  @Nested(() => EventSource)
  source!: EventSource;

  /** What it belongs to: the request, the session. */
  @IsOptional()
  @Matches(UUID)
  correlation_id?: string | null;

  /** The trace it is part of, as OpenTelemetry has it. */
  @IsOptional()
  @IsString()
  trace_id?: string | null;

  /** Whatever else the sender says. */
  @IsOptional()
  @IsObject()
  metadata?: Record<string, unknown>;

  /** What the event says, by its type. */
  @IsObject()
  payload!: Record<string, unknown>;
}
