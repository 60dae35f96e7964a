import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { dataOf, monitor, rememberCsrfToken } from '../api/client';
import type { ProblemError } from '../api/problem';
import { sessionQuery } from '../api/queries';
import { Page, Problem } from '../ui/parts';

export function SignIn({ problem }: { readonly problem: ProblemError }): ReactNode {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => dataOf(monitor.POST('/api/v1/session', { body: { token: token.trim() } })),
    onSuccess: async (session) => {
      rememberCsrfToken(session.csrf_token);
      client.setQueryData(sessionQuery.queryKey, session);
      await client.invalidateQueries();
    },
  });
  if (problem.code === 'authentication_not_configured') return <Problem error={problem} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Page title="Sign in" lead={hint(problem)}>
      <form className="stack narrow" onSubmit={submit}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          minLength={16}
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
        {signIn.error !== null && <Problem error={signIn.error} />}
        <button type="submit" className="primary" disabled={signIn.isPending}>
          Sign in
        </button>
        <p className="note">
          It is exchanged for a cookie that ends after eight hours, when you sign out, or when the monitor is restarted.
        </p>
      </form>
    </Page>
  );
}

function hint({ code }: ProblemError): string {
  return code === 'token_expired'
    ? 'Your token has expired. Sign in with a new one.'
    : 'With a token of HTTP_TOKENS or of your identity provider.';
}
