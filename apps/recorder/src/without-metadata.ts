import { NO_METADATA, type NewEvent } from '#event-log';

/** Its bytes and its place alone: they are what an event is, and the database takes any bytes. */
export function withoutMetadata(event: NewEvent, reason: Error): NewEvent {
  return {
    ...event,
    ...NO_METADATA,
    kafkaTime: null,
    unreadable: `the database refused its metadata: ${reason.name}`,
  };
}
