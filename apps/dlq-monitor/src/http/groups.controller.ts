import { Controller, Get, Header, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { findGroup, listGroups } from '#dead-letters';
import { numberPosition, pageOf, Problem, REVALIDATED } from '#http';
import { DatabaseProblems } from '#worker';
import { MonitorStorage } from '../monitor-storage';
import { GroupPath, GroupsQuery } from './group-requests';
import { GroupsPage, groupView, GroupView } from './group-views';

/** Dead letters by their cause: why they failed and who has to act. */
@Controller('api/v1/dead-letter-groups')
@ApiTags('dead letters')
@UseInterceptors(DatabaseProblems)
export class GroupsController {
  constructor(private readonly storage: MonitorStorage) {}

  /** The group whose last dead letter is the newest comes first. */
  @Get()
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: GroupsPage })
  async list(@Query() query: GroupsQuery): Promise<GroupsPage> {
    const { filters, after: before, rows: limit, toPage } = pageOf(query, numberPosition);
    const { status = 'open', reason, addressee } = filters;
    const groups = await listGroups(this.storage.query, { open: status === 'open', reason, addressee, before, limit });
    return toPage(groups, ({ last_id }) => last_id, groupView);
  }

  /** One group, with how many of its dead letters are open. */
  @Get(':id')
  @Header('Cache-Control', REVALIDATED)
  @ApiOkResponse({ type: GroupView })
  async one(@Param() { id }: GroupPath): Promise<GroupView> {
    const group = await findGroup(this.storage.query, id);
    if (group === undefined) throw new Problem(404, 'group_not_found', `There is no group ${id} of dead letters.`);
    return groupView(group);
  }
}
