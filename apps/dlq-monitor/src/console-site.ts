import { join } from 'node:path';
import type { SiteOptions } from '#http';

/** Nothing runs or loads but the console's own files; texts cannot become markup, whatever a script does. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The console as `npm run build` made it. */
export const CONSOLE: SiteOptions = {
  directory: join(__dirname, '../../console/site'),
  contentSecurityPolicy: CONTENT_SECURITY_POLICY,
};
