import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Page } from './page';

/** Says in a header too where the next page is (RFC 8288). */
@Injectable()
export class PageLinks implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((body: unknown) => {
        if (body instanceof Page && body.next !== null) linkNext(http.getRequest(), http.getResponse(), body.next);
        return body;
      }),
    );
  }
}

export function linkNext({ originalUrl }: Request, response: Response, next: string): void {
  const [path = '', query = ''] = originalUrl.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', next);
  response.links({ next: `${path}?${parameters.toString()}` });
}
