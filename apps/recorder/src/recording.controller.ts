import { Controller } from '@nestjs/common';
import { OTHER_TOPICS } from '#event-bus';
import { readEvent, type NewEvent } from '#event-log';
import { Consumes } from '#worker';
import { Recording } from './recording';

/** Every record of the bus into the event log, each once. */
@Controller()
export class RecordingController {
  constructor(private readonly recording: Recording) {}

  @Consumes('event', [OTHER_TOPICS], readEvent, 'arrival')
  record(event: NewEvent): Promise<void> {
    return this.recording.record(event);
  }
}
