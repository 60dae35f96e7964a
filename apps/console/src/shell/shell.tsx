import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError } from '../api/problem';
import { alertsQuery, overviewQuery, sessionQuery } from '../api/queries';
import { count } from '../lib/format';
import { Account } from './account';
import { KeyboardHelp } from './keyboard-help';
import { sectionOf, SECTIONS } from './sections';
import { useShortcuts } from './use-shortcuts';

export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const [path, navigate] = useLocation();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  useShortcuts(navigate, () => setHelpOpen(true));
  useEffect(() => {
    setMenuOpen(false);
    window.scrollTo(0, 0);
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <Link href="/" className="brand">
          OmniNode console
        </Link>
        <button
          type="button"
          className="menu-button"
          aria-expanded={isMenuOpen}
          onClick={() => setMenuOpen(!isMenuOpen)}
        >
          Menu
        </button>
        <div className={isMenuOpen ? 'menu open' : 'menu'}>
          <Sections path={path} />
          <Account onHelp={() => setHelpOpen(true)} />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <KeyboardHelp open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function Sections({ path }: { readonly path: string }): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const isKnown = session !== undefined && !(session instanceof ProblemError);
  const { data: overview } = useQuery({ ...overviewQuery(), enabled: isKnown });
  const { data: alerts } = useQuery({ ...alertsQuery, enabled: isKnown });
  const numbers: Readonly<Record<string, readonly [number, string]>> = {
    '/records': [overview?.open ?? 0, 'open'],
    '/alerts': [alerts?.items.filter(({ status }) => status === 'firing').length ?? 0, 'firing'],
  };
  const current = sectionOf(path);
  return (
    <nav aria-label="Sections">
      <ul>
        {SECTIONS.filter(({ recorded }) => recorded !== true || overview?.recorder !== false).map((section) => (
          <li key={section.path}>
            <Link href={section.path} aria-current={section === current ? 'page' : undefined}>
              {section.name}
              <Number of={numbers[section.path]} />
            </Link>
          </li>
        ))}
      </ul>
      {overview?.recorder === false && (
        <p className="note">Traces, events and audit are not shown: this monitor knows no recorder (RECORDER_URL).</p>
      )}
    </nav>
  );
}

/** Nothing where there is none of it. */
function Number({ of: [value, title] = [0, ''] }: { readonly of: readonly [number, string] | undefined }): ReactNode {
  if (value === 0) return null;
  return (
    <span className="number" title={title}>
      {count(value)}
    </span>
  );
}
