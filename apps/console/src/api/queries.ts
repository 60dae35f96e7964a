import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { dataOf, monitor, recorder, rememberCsrfToken, type Monitor } from './client';
import { isUnauthorized, ProblemError } from './problem';

/** How old a list may be before it is asked for again while somebody looks at it. */
const FRESH_MS = 5_000;
const PAGE = 100;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A refusal stays one; what does not answer may answer soon.
      retry: (count, error) => count < 2 && !(error instanceof ProblemError && error.status < 500),
    },
  },
});

export type Span = 'hour' | 'day' | 'week';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Monitor['ActorView'] | ProblemError> => {
    try {
      const session = await dataOf(monitor.GET('/api/v1/session'));
      rememberCsrfToken(session.csrf_token);
      return session;
    } catch (error) {
      if (isUnauthorized(error)) return error as ProblemError;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const overviewQuery = (span: Span = 'day') =>
  queryOptions({
    queryKey: ['overview', span],
    queryFn: () => dataOf(monitor.GET('/api/v1/overview', { params: { query: { span } } })),
    refetchInterval: FRESH_MS * 2,
  });

export const workersQuery = queryOptions({
  queryKey: ['workers'],
  queryFn: () => dataOf(monitor.GET('/api/v1/workers')),
  refetchInterval: FRESH_MS * 2,
});

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: () => dataOf(monitor.GET('/api/v1/alerts')),
  refetchInterval: FRESH_MS * 2,
});

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: () => dataOf(monitor.GET('/api/v1/dead-letters/counts')),
  refetchInterval: FRESH_MS * 2,
});

export interface GroupFilters {
  readonly status?: 'open' | 'all';
  readonly reason?: string;
  readonly addressee?: string;
}

/** Filters come from the address, where anything may stand: what the server does not take it refuses by name. */
export const groupsQuery = (filters: GroupFilters) =>
  infiniteQueryOptions({
    queryKey: ['groups', filters],
    queryFn: ({ pageParam: cursor }) =>
      dataOf(
        monitor.GET('/api/v1/dead-letter-groups', { params: { query: { ...filters, limit: PAGE, cursor } as never } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: FRESH_MS * 2,
  });

export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['groups', 'one', id],
    queryFn: () => dataOf(monitor.GET('/api/v1/dead-letter-groups/{id}', { params: { path: { id } } })),
    refetchInterval: FRESH_MS * 2,
  });

export interface RecordFilters {
  readonly topic?: string;
  readonly code?: string;
  readonly correlation_id?: string;
  readonly group?: string;
  readonly status?: string;
}

export const recordsQuery = (filters: RecordFilters) =>
  infiniteQueryOptions({
    queryKey: ['records', filters],
    queryFn: ({ pageParam: cursor }) =>
      dataOf(monitor.GET('/api/v1/dead-letters', { params: { query: { ...filters, limit: PAGE, cursor } as never } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'one', id],
    queryFn: () => dataOf(monitor.GET('/api/v1/dead-letters/{id}', { params: { path: { id } } })),
  });

export const jobsQuery = infiniteQueryOptions({
  queryKey: ['jobs'],
  queryFn: ({ pageParam: cursor }) =>
    dataOf(monitor.GET('/api/v1/jobs', { params: { query: { limit: PAGE, cursor } } })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: FRESH_MS,
});

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: () => dataOf(monitor.GET('/api/v1/jobs/{id}', { params: { path: { id } } })),
  });

export interface EventFilters {
  readonly topic?: string;
  readonly event_type?: string;
  readonly correlation_id?: string;
  readonly session_id?: string;
  readonly from?: string;
  readonly to?: string;
}

export const eventsQuery = (filters: EventFilters) =>
  infiniteQueryOptions({
    queryKey: ['events', filters],
    queryFn: ({ pageParam: cursor }) =>
      dataOf(recorder.GET('/api/v1/events', { params: { query: { ...filters, limit: PAGE, cursor } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const contentQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'content', id],
    queryFn: () => dataOf(monitor.GET('/api/v1/dead-letters/{id}/content', { params: { path: { id } } })),
  });

/** What was sent in its place. */
export const editsQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'edits', id],
    queryFn: () => dataOf(monitor.GET('/api/v1/dead-letters/{id}/edits', { params: { path: { id } } })),
  });

export const eventQuery = (event_id: string) =>
  queryOptions({
    queryKey: ['events', 'one', event_id],
    queryFn: () => dataOf(recorder.GET('/api/v1/events/{event_id}', { params: { path: { event_id } } })),
  });

export const traceQuery = (correlation_id: string) =>
  queryOptions({
    queryKey: ['traces', correlation_id],
    queryFn: () => dataOf(recorder.GET('/api/v1/traces/{correlation_id}', { params: { path: { correlation_id } } })),
  });

export const sessionTimelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['sessions', id],
    queryFn: () => dataOf(recorder.GET('/api/v1/sessions/{id}', { params: { path: { id } } })),
  });
