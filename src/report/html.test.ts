import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, raw } from './html.ts';

describe('html', () => {
  it('escapes every text and keeps markup', () => {
    const name = `<b title="x">'&'</b>`;
    expect(html`<p title="${name}">${name}${raw('<br>')}${[html`<i>${1}</i>`, ' & ']}</p>`.markup).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;">&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;<br><i>1</i> &amp; </p>',
    );
  });

  it('writes nothing for what is not there', () => {
    expect(html`<p>${null}${undefined}${false}${''}</p>`.markup).toBe('<p></p>');
  });

  it('lets no text open a tag, close an attribute or start an entity', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });
});
