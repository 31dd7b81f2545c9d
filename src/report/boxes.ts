import type { Banner } from './headline.ts';
import { type Html, type HtmlValue, html } from './html.ts';

// On a narrow screen drawings and tables keep a size that can be read and scroll sideways. Captions stand outside of the
// box that scrolls: inside, they would be as wide as the table and be cut.

/** A drawing in a box that scrolls where the screen is narrow, with what is said about it. */
export function drawingBox(
  drawing: Html,
  { heading, caption }: { heading?: HtmlValue; caption?: HtmlValue } = {},
): Html {
  return html`<figure>${heading && html`<h3>${heading}</h3>`}<div class="wide">${drawing}</div>${caption && html`<figcaption>${caption}</figcaption>`}</figure>`;
}

/** A table in a box that scrolls where the screen is narrow, below its caption. */
export function tableBox(caption: HtmlValue, table: Html): Html {
  return html`<figure class="tabular"><figcaption>${caption}</figcaption><div class="wide">${table}</div></figure>`;
}

/** A warning that stands above all results. */
export function bannerBox({ kind, title, text }: Banner): Html {
  return html`<div class="banner ${kind}" role="note"><strong>${title}</strong><p>${text}</p></div>`;
}
