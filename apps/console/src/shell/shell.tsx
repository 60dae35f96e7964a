import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError } from '../api/problem';
import { overviewQuery, sessionQuery } from '../api/queries';
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
  const current = sectionOf(path);
  return (
    <nav aria-label="Sections">
      <ul>
        {SECTIONS.filter(({ recorded }) => recorded !== true || overview?.recorder !== false).map((section) => (
          <li key={section.path}>
            <Link href={section.path} aria-current={section === current ? 'page' : undefined}>
              {section.name}
              {section.path === '/records' && overview !== undefined && overview.open > 0 && (
                <span className="number" title="open">
                  {count(overview.open)}
                </span>
              )}
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
