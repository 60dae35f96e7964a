import type { INestApplication } from '@nestjs/common';
import type { Application } from 'express';
import { admission, type AdmissionLimits } from './admission';
import { jsonBody } from './json-body';
import { ProblemFilter } from './problem-filter';
import { sameOriginOnly } from './same-origin';
import { securityHeaders } from './security-headers';

/** Of a request; ids of a thousand records fit. */
const BODY_BYTES = 64 * 1024;

/** What every page of every worker has, before Nest's own middleware. Make the app with `bodyParser: false`. */
export function protectHttp(app: INestApplication, boundTo: string, limits?: AdmissionLimits): void {
  (app.getHttpAdapter().getInstance() as Application).disable('x-powered-by');
  app.use(securityHeaders, admission(limits), sameOriginOnly(boundTo), jsonBody(BODY_BYTES));
  app.useGlobalFilters(new ProblemFilter());
}
