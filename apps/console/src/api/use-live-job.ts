import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Monitor } from './client';
import { jobQuery } from './queries';

/** A job as it goes on: the server says each change until it ends. A stream that breaks is opened again by the browser. */
export function useLiveJob(id: string) {
  const client = useQueryClient();
  const query = useQuery(jobQuery(id));
  const isOver = query.data === undefined || query.data.ended_at !== null;
  useEffect(() => {
    if (isOver) return undefined;
    const stream = new EventSource(`/api/v1/jobs/${encodeURIComponent(id)}/events`);
    stream.addEventListener('job', ({ data }: MessageEvent<string>) => {
      client.setQueryData(jobQuery(id).queryKey, JSON.parse(data) as Monitor['JobView']);
    });
    return () => stream.close();
  }, [client, id, isOver]);
  return query;
}
