import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { groupQuery } from '../api/queries';
import { count } from '../lib/format';
import { withFilters } from '../lib/use-filters';
import { verbsNamed, type Verb } from '../lib/verbs';
import { Ago, Badge, Facts, Loading, Name, Page, Problem } from '../ui/parts';
import { Decide, type Choice } from './decide';
import { RecordList } from './record-list';
import { Redrive } from './redrive';

export function GroupView({ id }: { readonly id: string }): ReactNode {
  const { data: group, error, refetch } = useQuery(groupQuery(id));
  const [open, setOpen] = useState<Verb | 'redrive' | null>(null);
  if (error !== null) return <Problem error={error} retry={() => void refetch()} />;
  if (group === undefined) return <Loading />;
  const choice: Choice = { filter: { group: id }, about: `all ${count(group.open)} open of this group` };
  const close = (): void => setOpen(null);
  return (
    <Page
      title={group.message === '' ? group.error_code : group.message}
      actions={
        group.open > 0 && (
          <>
            <button type="button" className="primary" onClick={() => setOpen('redrive')}>
              Redrive all
            </button>
            {verbsNamed('acknowledge', 'resolve', 'discard').map((verb) => (
              <button key={verb.name} type="button" onClick={() => setOpen(verb)}>
                {verb.label} all
              </button>
            ))}
          </>
        )
      }
    >
      <Facts
        facts={[
          { name: 'Open', value: `${count(group.open)} of ${count(group.total)}` },
          { name: 'Why', value: <Badge kind="plain">{group.reason}</Badge> },
          { name: 'Who acts', value: <Badge kind={`to-${group.addressee}`}>{group.addressee}</Badge> },
          { name: 'Code', value: <code>{group.error_code}</code> },
          { name: 'Class', value: group.error_class && <code>{group.error_class}</code> },
          {
            name: 'Event type',
            value: group.event_type && (
              <code>
                <Name>{group.event_type}</Name>
              </code>
            ),
          },
          { name: 'First', value: <Ago at={group.first_received_at} /> },
          { name: 'Last', value: <Ago at={group.last_received_at} /> },
        ]}
      />
      {group.frames.length > 0 && (
        <section>
          <h2>Where it failed</h2>
          <ol className="frames">
            {group.frames.map((frame) => (
              <li key={frame}>
                <code>{frame}</code>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <div className="section-header">
          <h2>Its dead letters</h2>
          <Link href={withFilters('/records', { group: id })}>with filters</Link>
        </div>
        <RecordList filters={{ group: id }} />
      </section>
      {open === 'redrive' && <Redrive choice={choice} onClose={close} />}
      {open !== null && open !== 'redrive' && <Decide verb={open} choice={choice} onClose={close} />}
    </Page>
  );
}
