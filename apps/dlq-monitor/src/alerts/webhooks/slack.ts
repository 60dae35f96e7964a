import type { Notice } from '../alert-events';
import type { Destination, Link } from './destinations';

const SIGNS = { info: '✅', warning: '⚠️', critical: '🚨' } as const;

/** An incoming webhook of Slack: `text` is mrkdwn, in which three characters are escaped. */
export function slack(url: string, link: Link): Destination {
  return (notice) => ({ url, headers: {}, body: JSON.stringify({ text: textOf(notice, link(notice)) }) });
}

function textOf(notice: Notice, page: string | null): string {
  const { status, severity, message, repeat = 1 } = notice;
  const said = status === 'resolved' ? 'over' : repeat > 1 ? `${severity}, again (${repeat})` : severity;
  const lines = [`${SIGNS[severity]} *dead letters, ${said}*: ${escaped(message)}`];
  if (page !== null) lines.push(`<${escaped(page)}|Open in dlq-monitor>`);
  return lines.join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
