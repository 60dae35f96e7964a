export { CurrentActor, PresentedToken, Public, RequestId, Roles } from './access/decorators';
export { RECORD_BODY, TakesBody, type BodyRule } from './body/body-rule';
export { EventStreams, type EventsAfter } from './events/event-streams';
export { HttpModule } from './http.module';
export { type HttpLog, type HttpOptions } from './http-options';
export { type HttpRequest } from './http-request';
export { documented } from './openapi/documented';
export { OpenApi } from './openapi/open-api';
export { payloadSchema } from './openapi/payload-schema';
export { cursorAt, numberPosition, positionOf } from './pages/cursor';
export { CURSOR, Page, pageOf, PageOf, PageQuery } from './pages/page';
export { linkNext } from './pages/page-links.interceptor';
export { REVALIDATED } from './pages/revalidated';
export { invalidField, invalidParameter, missingField } from './problem/faults';
export { busy, Problem, type ProblemFacts } from './problem/problem';
export { SessionController } from './session/session.controller';
export { type SiteOptions } from './site/static-site';
export { BoundedHttpAdapter, SERVER_LIMITS, type ServerLimits } from './server/http-adapter';
export { Field, Nested, type FieldOptions } from './validation/fields';
export {
  base64Kind,
  BOOLEAN,
  choiceKind,
  INSTANT,
  integerKind,
  listKind,
  patternKind,
  textKind,
  TOPIC,
  uuidKind,
  type Kind,
} from './validation/kinds';
