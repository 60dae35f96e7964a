import {
  BadRequestException,
  Injectable,
  PayloadTooLargeException,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, throwError, type Observable } from 'rxjs';
import { MAX_FILE_BYTES } from './limits';
import { refused } from './refusals';

/** What is wrong with a form of files, with a code. */
@Injectable()
export class UploadErrors implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => refusalOf(error))));
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof PayloadTooLargeException) {
    const message = `File too large. Maximum file size: 500MB (${MAX_FILE_BYTES} bytes)`;
    return refused(413, 'FILE_TOO_LARGE', message, 'file');
  }
  if (!(error instanceof BadRequestException)) return error;
  return refused(400, 'MALFORMED_MULTIPART', `The form cannot be read: ${error.message}`);
}
