import { Controller } from '@nestjs/common';
import { deadLetterTopics } from '#contracts';
import { Consumes } from '#event-bus';
import { EventStore } from '#event-store';
import type { DeadLetter } from './dead-letters/dead-letter';
import { parseDeadLetter } from './dead-letters/parse-dead-letter';

/** Every record of every dead-letter topic, stored once. */
@Controller()
export class CollectingController {
  constructor(private readonly store: EventStore) {}

  @Consumes('dead_letter', deadLetterTopics(), parseDeadLetter)
  collect(deadLetter: DeadLetter): Promise<void> {
    return this.store.deadLetters.store(deadLetter);
  }
}
