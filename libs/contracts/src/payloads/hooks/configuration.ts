import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Measure, Nested, Text, Texts } from '../rules';
import { PersonalData } from '../personal-data';

/** Values travel as texts, whatever they mean. */
export class ConfigurationChange {
  /** The name of the setting. */
  @Text()
  configuration_key!: string;

  /** `null` where the key is new. */
  @IsOptional()
  @IsString()
  previous_value?: string | null;

  /** `null` where the key was removed. */
  @IsOptional()
  @IsString()
  new_value?: string | null;

  /** Through what it was changed: a file, a page, a release. */
  @IsString()
  change_source!: string;

  /** Who changed it. */
  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  changed_by?: string;

  /** Why it was changed. */
  @IsOptional()
  @IsString()
  change_reason?: string;
}

export class ChangeImpact {
  /** Services that read the setting. */
  @IsOptional()
  @Texts()
  affected_services?: string[];

  /** Whether they must start anew to see it. */
  @IsOptional()
  @IsBoolean()
  restart_required?: boolean;

  /** How long they are expected to be away, in seconds. */
  @IsOptional()
  @Measure()
  estimated_downtime_seconds?: number;

  /** Whether what knew the old value goes on working. */
  @IsOptional()
  @IsBoolean()
  backward_compatible?: boolean;
}

export class RollbackInfo {
  /** Whether it can be undone. */
  @IsBoolean()
  rollback_available!: boolean;

  /** For how many hours it can be undone. */
  @IsOptional()
  @Measure()
  rollback_window_hours?: number;

  /** What is to be done for it, a sentence each. */
  @IsOptional()
  @Texts()
  rollback_steps?: string[];
}

/** `configuration.updated` */
export class ConfigurationUpdatedPayload {
  /** What was changed, and by whom. */
  @Nested(() => ConfigurationChange)
  change_info!: ConfigurationChange;

  /** Whom the change concerns. */
  @IsOptional()
  @Nested(() => ChangeImpact)
  change_impact?: ChangeImpact;

  /** How the change can be undone. */
  @IsOptional()
  @Nested(() => RollbackInfo)
  rollback_info?: RollbackInfo;
}
