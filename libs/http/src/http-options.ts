import { ConfigurableModuleBuilder, type Type } from '@nestjs/common';
import type { AccessOptions } from '#access';
import type { ServedRequest } from './access/served';
import type { AdmissionLimits } from './limits/admission';
import type { SiteOptions } from './site/static-site';

/** Facts first, then a short sentence. */
export interface HttpLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface HttpOptions {
  /** Of the service, in its OpenAPI document. */
  readonly title: string;
  readonly version: string;
  /** The address that the server listens on. */
  readonly boundTo: string;
  readonly access: AccessOptions;
  /** Of one actor, or of one address where nobody has to say who is asking. */
  readonly requestsPerMinute: number;
  readonly log: HttpLog;
  /** Told of every request that was allowed and answered without an error; it must not throw. */
  readonly onServed?: (served: ServedRequest) => void;
  /** Controllers of others that anybody may ask, as if they were marked `@Public()`. */
  readonly publicPages?: readonly Type[];
  /** Served beside the pages, to anybody. */
  readonly site?: SiteOptions;
  /** Requests under way at once; `ADMISSION_LIMITS` where they are left out. */
  readonly admission?: AdmissionLimits;
}

/** Gives `HttpModule` its `forRoot(options)` and `forRootAsync({ useClass })`. */
export const { ConfigurableModuleClass: HttpModuleClass, MODULE_OPTIONS_TOKEN: HTTP_OPTIONS } =
  new ConfigurableModuleBuilder<HttpOptions>().setClassMethodName('forRoot').build();
