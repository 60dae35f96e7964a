import 'reflect-metadata';
import { IsArray, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { INSTANT } from '../instant';
import { PersonalData } from '../personal-data';
import { Text } from '../rules';
import { MAX_ID_LENGTH, SUBJECT_WORD } from './subject';

/** A service sends in its own name, or for a user. */
export class RealtimeSender {
  /** The service. */
  @IsOptional()
  @IsString()
  service_name?: string;

  /** The user it speaks for. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  user_id?: string;
}

export class RealtimeRecipient {
  /** The user it is meant for. */
  @Text()
  @PersonalData({ subject: true })
  user_id!: string;

  /** One of the user's connections; absent: all of them. */
  @IsOptional()
  @IsString()
  connection_id?: string;
}

/** A message for connected clients: sent on `realtime.push.{message_type}`. */
export class RealtimeMessage {
  /** The id of the message. */
  @Text()
  @MaxLength(MAX_ID_LENGTH)
  message_id!: string;

  /** When it was sent. */
  @Matches(INSTANT)
  timestamp!: string;

  /** Where it is shown: a user, a room. */
  @Text()
  channel!: string;

  /** `chat_message`, `notification`; the list is open. */
  @Matches(SUBJECT_WORD)
  message_type!: string;

  /** What it says. */
  @IsObject()
  payload!: Record<string, unknown>;

  /** Who says it. */
  @IsObject()
  @ValidateNested()
  @Type(() => RealtimeSender)
  sender!: RealtimeSender;

  /** Absent: everybody on the channel. */
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RealtimeRecipient)
  recipients?: RealtimeRecipient[];
}
