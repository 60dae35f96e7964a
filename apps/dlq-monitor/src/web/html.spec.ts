import * as fc from 'fast-check';
import { breakable, content, html } from './html';

describe('html', () => {
  it('makes text of whatever it is given', () => {
    expect(html`<p title="${'"><b>'}">${"<script>'&"}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;b&gt;">&lt;script&gt;&#39;&amp;</p>',
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(html`${value}`.text).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(content(value).text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
      }),
    );
  });

  it('keeps markup that it made itself', () => {
    expect(
      html`<ul>
        ${[1, 2].map((item) => html`<b>${item}</b>`)}
      </ul>`.text,
    ).toBe('<ul><b>1</b><b>2</b></ul>');
  });

  it('does not send its layout, and keeps that of values', () => {
    const page = html`<div>
      <p>one two</p>
      ${'a\n  b'}
    </div>`;
    expect(page.text).toBe('<div><p>one two</p>a\n  b</div>');
  });

  it('lets long names be broken between words only', () => {
    expect(breakable('a.b_c<').text).toBe('a.<wbr />b_<wbr />c&lt;');
  });
});
