import { type Html, html, raw } from './html.ts';
import { style } from './style.ts';

/** A whole report page around its content. */
export interface Page {
  readonly title: string;
  /** Small print above the headline: what this is. */
  readonly kicker: string;
  readonly headline: string;
  readonly content: Html;
  readonly footer: Html;
}

/** One part of a page with its heading. */
export function section(id: string, heading: string, content: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${content}</section>`;
}

/** Text in which no line ends inside an interval `[0.58–0.81]`. */
function unbroken(text: string): Html {
  return html`${text.split(/(\[[^\]]*\])/).map((part, i) => (i % 2 === 1 ? html`<span class="whole">${part}</span>` : part))}`;
}

/** An HTML file that needs nothing besides itself: no script, no font, no request; the policy in it forbids all of them. */
export function htmlPage({ title, kicker, headline, content, footer }: Page): string {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  return `${
    html`${raw('<!DOCTYPE html>\n')}<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${raw(policy)}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(style)}</style></head><body><main><header><p class="kicker">${kicker}</p><h1>${unbroken(headline)}</h1></header>${content}</main><footer>${footer}</footer></body></html>`
      .markup
  }\n`;
}
