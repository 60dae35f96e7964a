import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Measure, Nested, Text, Texts } from '../rules';
import { PersonalData } from '../personal-data';

/** Values travel as texts, whatever they mean. */
export class ConfigurationChange {
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

  @IsString()
  change_source!: string;

  @IsOptional()
  @IsString()
  @PersonalData({ subject: true })
  changed_by?: string;

  @IsOptional()
  @IsString()
  change_reason?: string;
}

export class ChangeImpact {
  @IsOptional()
  @Texts()
  affected_services?: string[];

  @IsOptional()
  @IsBoolean()
  restart_required?: boolean;

  @IsOptional()
  @Measure()
  estimated_downtime_seconds?: number;

  @IsOptional()
  @IsBoolean()
  backward_compatible?: boolean;
}

export class RollbackInfo {
  @IsBoolean()
  rollback_available!: boolean;

  @IsOptional()
  @Measure()
  rollback_window_hours?: number;

  @IsOptional()
  @Texts()
  rollback_steps?: string[];
}

/** `configuration.updated` */
export class ConfigurationUpdatedPayload {
  @Nested(() => ConfigurationChange)
  change_info!: ConfigurationChange;

  @IsOptional()
  @Nested(() => ChangeImpact)
  change_impact?: ChangeImpact;

  @IsOptional()
  @Nested(() => RollbackInfo)
  rollback_info?: RollbackInfo;
}
