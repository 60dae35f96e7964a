import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { ProblemError } from './api/problem';
import { sessionQuery } from './api/queries';
import { Shell } from './shell/shell';
import { SignIn } from './shell/sign-in';
import { Loading, Page, Problem } from './ui/parts';
import { Toasts } from './ui/toasts';
import { AlertsView } from './views/alerts';
import { AuditView } from './views/audit';
import { CatalogView } from './views/catalog';
import { EventView } from './views/event';
import { EventsView } from './views/events';
import { GroupView } from './views/group';
import { GroupsView } from './views/groups';
import { JobView } from './views/job';
import { JobsView } from './views/jobs';
import { OverviewView } from './views/overview';
import { RecordView } from './views/record';
import { RecordsView } from './views/records';
import { SessionView } from './views/session';
import { TraceView } from './views/trace';
import { TracesView } from './views/traces';

export function App(): ReactNode {
  return (
    <>
      <Shell>
        <Switch>
          <Route path="/catalog" component={CatalogView} />
          <Route component={Guarded} />
        </Switch>
      </Shell>
      <Toasts />
    </>
  );
}

/** All but the catalog is for those who may read. */
function Guarded(): ReactNode {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (session === undefined) return <Loading />;
  if (session instanceof ProblemError) return <SignIn problem={session} />;
  return (
    <Switch>
      <Route path="/" component={OverviewView} />
      <Route path="/alerts" component={AlertsView} />
      <Route path="/groups" component={GroupsView} />
      <Route path="/groups/:id">{({ id }) => <GroupView id={id} />}</Route>
      <Route path="/records" component={RecordsView} />
      <Route path="/records/:id">{({ id }) => <RecordView key={id} id={id} />}</Route>
      <Route path="/jobs" component={JobsView} />
      <Route path="/jobs/:id">{({ id }) => <JobView key={id} id={id} />}</Route>
      <Route path="/traces" component={TracesView} />
      <Route path="/traces/:id">{({ id }) => <TraceView id={id} />}</Route>
      <Route path="/sessions/:id">{({ id }) => <SessionView id={id} />}</Route>
      <Route path="/events" component={EventsView} />
      <Route path="/events/:id">{({ id }) => <EventView id={id} />}</Route>
      <Route path="/audit" component={AuditView} />
      <Route>
        <Page title="No such page">
          <p>The address may be from another version of the console.</p>
        </Page>
      </Route>
    </Switch>
  );
}
