import { Inject, Injectable } from '@nestjs/common';
import type { OtherTopics, StoredEnds } from '#event-bus';
import { readEnds } from '#event-log';
import { DatabasePolicy } from '#jobs';
import { matcherOf } from '#config';
import { recorderConfig, type RecorderConfig } from './config';
import { RecorderStorage } from './recorder-storage';

@Injectable()
export class RecorderPolicy extends DatabasePolicy {
  override readonly otherTopics: OtherTopics;
  override readonly storedEnds: StoredEnds = async (topics) => {
    // It is bounded in time, and members of a group must not be silent for long.
    await this.storage.ping();
    return readEnds(this.storage.query, topics);
  };

  constructor(storage: RecorderStorage, @Inject(recorderConfig.KEY) { topics, without }: RecorderConfig) {
    super(storage);
    const [isWanted, isLeft] = [matcherOf(topics), matcherOf(without)];
    this.otherTopics = (topic) => isWanted(topic) && !isLeft(topic);
  }
}
