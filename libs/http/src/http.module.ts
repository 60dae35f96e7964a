import { Inject, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import type { ExpressAdapter } from '@nestjs/platform-express';
import { AuthenticationGuard } from './access/authentication.guard';
import { AuthorizationGuard } from './access/authorization.guard';
import { Identify } from './access/identify';
import { BodyReader } from './body/body.interceptor';
import { EventStreams } from './events/event-streams';
import { HTTP_OPTIONS, HttpModuleClass, type HttpOptions } from './http-options';
import { admission } from './limits/admission';
import { RateGuard } from './limits/rate.guard';
import { OpenApi } from './openapi/open-api';
import { OpenApiController } from './openapi/open-api.controller';
import { PageLinks } from './pages/page-links.interceptor';
import { ProblemFilter } from './problem/problem-filter';
import { requestId } from './server/request-id';
import { sameOriginOnly } from './server/same-origin';
import { traceRequests } from './server/trace-requests';
import { securityHeaders } from './server/security-headers';
import { Sessions } from './session/sessions';
import { staticSite } from './site/static-site';
import { DtoPipe } from './validation/dto-pipe';
import { NoParameters } from './validation/no-parameters.interceptor';

/**
 * What every page of every worker has: a guard that knows who is asking, limits, validation, errors in one form. Make
 * the app with `BoundedHttpAdapter` and `bodyParser: false`.
 */
@Module({
  controllers: [OpenApiController],
  providers: [
    Identify,
    Sessions,
    EventStreams,
    OpenApi,
    { provide: APP_FILTER, useClass: ProblemFilter },
    // In this order: who it is, how often they asked, whether they may.
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_GUARD, useClass: AuthorizationGuard },
    { provide: APP_INTERCEPTOR, useClass: BodyReader },
    { provide: APP_INTERCEPTOR, useClass: NoParameters },
    { provide: APP_INTERCEPTOR, useClass: PageLinks },
    { provide: APP_PIPE, useClass: DtoPipe },
  ],
  exports: [EventStreams, HTTP_OPTIONS, Identify, Sessions],
})
export class HttpModule extends HttpModuleClass implements NestModule {
  constructor(
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
    private readonly host: HttpAdapterHost<ExpressAdapter>,
  ) {
    super();
  }

  /** Straight on the server: Nest would bind middleware to paths, and a path may be what is broken. */
  configure(): void {
    const { boundTo, admission: limits, site } = this.options;
    const steps = [requestId, traceRequests, securityHeaders, admission(limits), sameOriginOnly(boundTo)];
    const pages = site === undefined ? [] : [staticSite(site)];
    for (const step of [...steps, ...pages]) this.host.httpAdapter.use(step);
  }
}
