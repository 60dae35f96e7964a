import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { rememberCsrfToken, post } from '../api/client';
import { ProblemError } from '../api/problem';
import { sessionQuery } from '../api/queries';
import { THEMES, useTheme, type Theme } from './theme';

export function Account({ onHelp }: { readonly onHelp: () => void }): ReactNode {
  const [theme, setTheme] = useTheme();
  const { data: session } = useQuery(sessionQuery);
  return (
    <div className="account">
      {session !== undefined && !(session instanceof ProblemError) && (
        <p className="who">
          <strong>{session.name}</strong> · {session.roles.join(', ')}
          {session.expires_at !== null && <SignOut />}
        </p>
      )}
      <label>
        Colours{' '}
        <select value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
          {THEMES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <button type="button" className="small help-button" onClick={onHelp}>
        Keyboard <kbd>?</kbd>
      </button>
    </div>
  );
}

function SignOut(): ReactNode {
  const client = useQueryClient();
  const signOut = async (): Promise<void> => {
    await post('/api/v1/session/end', {});
    rememberCsrfToken(null);
    client.clear();
    window.location.assign('/');
  };
  return (
    <button type="button" className="small" onClick={() => void signOut()}>
      Sign out
    </button>
  );
}
