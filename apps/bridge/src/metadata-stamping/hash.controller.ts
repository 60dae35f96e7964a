import { Controller, HttpCode, Post, Query, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiTags } from '@nestjs/swagger';
import { DEFAULT_NAMESPACE, NAMESPACE } from '#contracts';
import { documented, Field, patternKind, Roles, TakesBody } from '#http';
import { HASHING, type HashedFile } from './hashing-storage';
import { FILE_BODY, MAX_FILE_BYTES } from './limits';
import { gradeOf } from './performance';
import { notValid } from './refusals';
import { StampingErrors } from './stamping-errors.interceptor';
import { UploadErrors } from './upload-errors.interceptor';
import { HashView } from './views';
import { success, Wraps, type Wrapped } from './wrapped';

class HashQuery {
  @Field(patternKind('dotted lower-case words', NAMESPACE), { optional: true, default: DEFAULT_NAMESPACE })
  namespace?: string;
}

const FORM = {
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
} as const;

/** The hash of a file as it is sent: nothing of it is kept, and no more in memory than a piece. */
@Controller('api/v1/metadata-stamping')
@ApiTags('metadata stamping')
@UseInterceptors(StampingErrors)
export class HashController {
  /** The BLAKE3 hash of a file; it is not stamped. */
  @Post('hash')
  @HttpCode(200)
  @Roles('reader')
  @TakesBody(FILE_BODY)
  @UseInterceptors(
    UploadErrors,
    FileInterceptor('file', {
      storage: HASHING,
      limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 10, parts: 20 },
    }),
  )
  @documented(({ ApiConsumes }) => ApiConsumes('multipart/form-data'))
  @documented(({ ApiBody }) => ApiBody({ schema: { ...FORM, required: [...FORM.required] } }))
  @Wraps(HashView, 400, 413, 422)
  hash(
    @UploadedFile() file: HashedFile | undefined,
    @Query() { namespace = DEFAULT_NAMESPACE }: HashQuery,
  ): Wrapped<HashView> {
    if (file === undefined) throw notValid('file', 'file is missing');
    const { hash: file_hash, size, originalname: filename, milliseconds } = file;
    const execution_time_ms = Math.round(milliseconds * 1000) / 1000;
    const view = { file_hash, execution_time_ms, file_size_bytes: size, performance_grade: gradeOf(milliseconds) };
    return success(view, 'File hash generated', { namespace, filename, operation: 'generate_hash' });
  }
}
