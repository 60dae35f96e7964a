import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Actor } from '#access';
import { CurrentActor, Public } from '../access/decorators';
import { Identify } from '../access/identify';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options';
import type { HttpRequest } from '../http-request';
import { documented } from '../openapi/documented';
import { Problem } from '../problem/problem';
import { sessionCookie, Sessions } from './sessions';
import { actorView, ActorView, SignedOutView, SignInBody } from './session-views';

const answers = (type: Function) => documented(({ ApiOkResponse }) => ApiOkResponse({ type }));

/** Signing in for browsers, which cannot send a token with everything they ask for. */
@Controller('api/v1/session')
@documented(({ ApiTags }) => ApiTags('session'))
export class SessionController {
  constructor(
    private readonly identify: Identify,
    private readonly sessions: Sessions,
    @Inject(HTTP_OPTIONS) private readonly options: HttpOptions,
  ) {}

  /** Who is asking, by token or by session. */
  @Get()
  @answers(ActorView)
  current(@CurrentActor() actor: Actor, @Req() request: HttpRequest): ActorView {
    return actorView(actor, this.sessions.of(request));
  }

  /** Exchanges a token for a cookie that no script can read. */
  @Post()
  @Public()
  @HttpCode(200)
  @answers(ActorView)
  async signIn(
    @Body() { token }: SignInBody,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActorView> {
    const actor = await this.identify.ownerOf(token);
    const facts = { request_id: request.requestId, address: request.socket.remoteAddress };
    if (actor instanceof Problem) {
      this.options.log.warn({ code: actor.code, ...facts }, 'a sign-in was refused');
      throw actor;
    }
    this.sessions.end(request);
    const session = this.sessions.open(token);
    response.set('Set-Cookie', sessionCookie(request, session));
    this.options.log.info({ actor: actor.name, via: actor.via, ...facts }, 'signed in');
    return actorView(actor, session);
  }

  /** Also for whom the session has ended already. */
  @Post('end')
  @Public()
  @HttpCode(200)
  @answers(SignedOutView)
  signOut(@Req() request: HttpRequest, @Res({ passthrough: true }) response: Response): SignedOutView {
    this.sessions.end(request);
    response.set('Set-Cookie', sessionCookie(request, null));
    return { signed_out: true };
  }
}
