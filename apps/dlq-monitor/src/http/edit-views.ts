import { ApiProperty } from '@nestjs/swagger';
import type { Seal, SentEdit } from '#dead-letters';
import { bytesView, BytesView, headerViews, HeaderView } from './content-view';

const nullable = true;

/** What was sent in the place of what failed. */
export class SentEditView {
  @ApiProperty({ format: 'uuid', description: 'The job that sent it; steps of the history link to it.' })
  job_id!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: string;
  @ApiProperty({ enum: ['open', 'erased', 'locked', null], nullable }) personal_data!: Seal;
  @ApiProperty({ type: BytesView, nullable, description: '`null`: it cannot be read any more.' })
  value!: BytesView | null;
  @ApiProperty({ type: [HeaderView] }) headers!: readonly HeaderView[];
}

export class SentEditsView {
  @ApiProperty({ type: [SentEditView], description: 'Newest first, at most 20.' }) items!: readonly SentEditView[];
}

/** `withBytes`: for somebody who may send them again. */
export function sentEditView(edit: SentEdit, withBytes: boolean): SentEditView {
  const { job_id, at, value, rawHeaders, seal } = edit;
  return {
    job_id,
    at: at.toISOString(),
    personal_data: seal,
    value: value && bytesView(value, withBytes),
    headers: headerViews(rawHeaders, withBytes),
  };
}
