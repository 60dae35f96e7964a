import { ENVIRONMENTS } from '#contracts';
import {
  boolean,
  dependent,
  group,
  isSet,
  mapped,
  oneOf,
  secret,
  text,
  unused,
  variable,
  withDefault,
  type ConfigSpec,
} from '#config';
import type { SigningKey } from './sign-payload';
import type { StampingEventsOptions } from './stamping-events';

const SECRET = 'METADATA_STAMPING_EVENT_SECRET_KEY';
const KEY_ID = 'METADATA_STAMPING_EVENT_KEY_ID';

const key: ConfigSpec<SigningKey | null> = (env) =>
  isSet(env, SECRET)
    ? group({ id: variable(KEY_ID, withDefault(text({ max: 200 }), 'default')), secret: variable(SECRET, secret()) })(
        env,
      )
    : mapped(unused([KEY_ID], `${SECRET} is not set`), () => null)(env);

const enabled = group({
  environment: variable('METADATA_STAMPING_EVENT_ENVIRONMENT', withDefault(oneOf(ENVIRONMENTS), 'dev')),
  key,
});

/** By the names that the Python service has for them; `null` unless events are switched on. */
export const stampingEventsSpec: ConfigSpec<StampingEventsOptions | null> = dependent<
  boolean,
  StampingEventsOptions | null
>(variable('METADATA_STAMPING_ENABLE_EVENTS', withDefault(boolean(), false)), (isOn) =>
  isOn ? enabled : mapped(unused([SECRET, KEY_ID], 'METADATA_STAMPING_ENABLE_EVENTS is not true'), () => null),
);
