import { ROLES, type Actor, type Role } from '#access';
import { documented } from '../openapi/documented';
import { Field } from '../validation/fields';
import { patternKind } from '../validation/kinds';
import type { Session } from './sessions';

const told = (options: Record<string, unknown>) => documented(({ ApiProperty }) => ApiProperty(options));

export class SignInBody {
  @Field(patternKind('a token: 16 to 8192 of the characters A-Z a-z 0-9 _ . ~ + / = -', /^[\w.~+/=-]{16,8192}$/), {
    description: 'As it would be sent as `Authorization: Bearer …`.',
  })
  token!: string;
}

/** Who is asking. */
export class ActorView {
  @told({}) name!: string;
  @told({ enum: ROLES, isArray: true }) roles!: readonly Role[];
  @told({ enum: ['local', 'token', 'oidc'], description: '`local`: from this machine, nothing is configured.' })
  via!: Actor['via'];
  @told({
    type: String,
    nullable: true,
    description: 'Of a session: what changes something repeats it in `X-CSRF-Token`.',
  })
  csrf_token!: string | null;
  @told({ type: String, format: 'date-time', nullable: true, description: 'Of a session.' }) expires_at!: string | null;
}

export class SignedOutView {
  @told({}) signed_out!: boolean;
}

export function actorView({ name, roles, via }: Actor, session: Session | undefined): ActorView {
  const [csrf_token, expires_at] = [session?.csrfToken ?? null, session?.expiresAt.toISOString() ?? null];
  return { name, roles, via, csrf_token, expires_at };
}
