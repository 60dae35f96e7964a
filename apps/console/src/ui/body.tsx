import { Tabs } from '@base-ui/react/tabs';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Monitor } from '../api/client';
import { contentQuery } from '../api/queries';
import { diffLines } from '../lib/diff';
import { saveBytes } from '../lib/download';
import { bytes } from '../lib/format';
import { comparable, pretty } from '../lib/pretty';
import { Copy } from './parts';

type Letter = Monitor['DeadLetterView'];

/** What failed, readable and as it came. Secrets are hidden by the monitor. */
export function Body({ letter }: { readonly letter: Letter }): ReactNode {
  const { data: content } = useQuery(contentQuery(letter.id));
  const value = content?.original.value;
  const text = value?.text ?? letter.preview;
  return (
    <section>
      <div className="section-header">
        <h2>Content</h2>
        {value?.base64 != null && (
          <button
            type="button"
            className="small"
            onClick={() => saveBytes(`dead-letter-${letter.id}.bin`, value.base64!)}
          >
            Save exactly, {bytes(value.bytes)}
          </button>
        )}
      </div>
      <BodyText raw={text} />
      <p className="note">
        {content === undefined ? 'The first 500 characters; what' : 'What'} looks like a secret is hidden.
        {content?.exact === false && ' Not all of what failed is known.'}
      </p>
      {content !== undefined && content.raw.bytes > 0 && (
        <details>
          <summary>The dead letter as it came, {bytes(content.raw.bytes)}</summary>
          <BodyText raw={content.raw.text} />
        </details>
      )}
    </section>
  );
}

export function BodyText({ raw }: { readonly raw: string }): ReactNode {
  const readable = pretty(raw);
  return (
    <Tabs.Root defaultValue={readable === undefined ? 'raw' : 'pretty'}>
      <div className="section-header">
        <Tabs.List className="tabs">
          <Tabs.Tab value="pretty" disabled={readable === undefined}>
            Pretty
          </Tabs.Tab>
          <Tabs.Tab value="raw">Raw</Tabs.Tab>
        </Tabs.List>
        <Copy text={readable ?? raw} what="content" />
      </div>
      <Tabs.Panel value="pretty">
        <pre tabIndex={0}>{readable}</pre>
      </Tabs.Panel>
      <Tabs.Panel value="raw">
        <pre tabIndex={0}>{raw}</pre>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

const SIGNS = { same: ' ', removed: '−', added: '+' } as const;

export function Difference({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  return (
    <pre className="diff" tabIndex={0}>
      {diffLines(...comparable(before, after)).map(({ kind, text }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no other name, and none moves
        <span key={index} className={kind}>
          {`${SIGNS[kind]} ${text}\n`}
        </span>
      ))}
    </pre>
  );
}
