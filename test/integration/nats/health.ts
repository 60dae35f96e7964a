import type { AppProcess } from '../../support/app-process';

export interface Health {
  readonly httpStatus: number;
  readonly details: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
}

/** A health page of the app. */
export async function health(app: AppProcess, kind: 'live' | 'ready'): Promise<Health> {
  const response = await fetch(`${await app.url()}/health/${kind}`);
  return { httpStatus: response.status, ...((await response.json()) as Omit<Health, 'httpStatus'>) };
}
