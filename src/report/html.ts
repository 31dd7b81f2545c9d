/** Markup that is known to be safe: made by {@link html}, or by {@link raw} from our own text. */
export interface Html {
  readonly markup: string;
}

/** What {@link html} takes between its strings. Text and numbers are escaped, markup is kept, lists are joined. */
export type HtmlValue = string | number | null | undefined | false | Html | readonly HtmlValue[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that means itself inside an element or a quoted attribute, in HTML and SVG. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]);
}

/** Marks text as markup. Only for text that this layer wrote itself: nothing of a file may come this way. */
export function raw(markup: string): Html {
  return { markup };
}

function markupOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
}

/**
 * Markup from a template; every text put into it is escaped, so that names of files and people cannot become markup.
 *
 * @example
 * html`<p>${'a < b'}</p>`.markup; // <p>a &lt; b</p>
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return raw(strings.reduce((text, string, i) => text + markupOf(values[i - 1]) + string));
}
