import { type Html, html, raw } from './html.ts';
import { fontFamily, ink } from './palette.ts';

/** What every figure is told besides its data. */
export interface FigureOptions {
  /** Unique in the page; every id inside the figure starts with it. */
  readonly id: string;
  /** True when the people do not exist: the figure gets a dotted frame and the word SIMULATED. */
  readonly simulated: boolean;
}

/** A drawing with its words. */
export interface Drawing extends FigureOptions {
  /** What the figure is, in a few words. */
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** What is drawn, in a box of width × height. */
  readonly body: Html;
}

/** Room above a simulated figure for its mark, so that it never lies on data; at the left, where a narrow screen begins. */
const markHeight = 20;

function simulatedMark(width: number, height: number): Html {
  return html`<rect x="0.5" y="${0.5 - markHeight}" width="${width - 1}" height="${height + markHeight - 1}" fill="none" stroke="${ink.soft}" stroke-dasharray="2 4"/><text x="10" y="-6" font-size="11" font-weight="700" letter-spacing="1.5" fill="${ink.soft}">SIMULATED</text>`;
}

/** One SVG picture that stands for itself: with title, description, and its mark when people are simulated. */
export function svgFigure({ id, simulated, title, description, width, height, body }: Drawing): Html {
  const top = simulated ? -markHeight : 0;
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 ${top} ${width} ${height - top}" width="${width}" height="${height - top}" font-family="${fontFamily}"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${body}${simulated && simulatedMark(width, height)}</svg>`;
}

/** A number of a drawing, rounded so that text snapshots stay the same and files small. */
export function rounded(value: number, decimals = 1): string {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/^-0$/, '0') : text;
}

/**
 * The drawing inside an SVG that a chart library wrote, made the same in every run: generated ids get the figure's own
 * prefix, data attributes and styles for the mouse go, numbers are rounded to three decimals.
 */
export function normalisedBody(svg: string, id: string): Html {
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  const still = inner
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ ecmeta_[a-z_]+="[^"]*"/g, '')
    .replace(/ (?:class|style)="(?:zr[^"]*)?"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`);
  return raw(still.replace(/<[^>]*>/g, (tag) => tag.replace(/-?\d+\.\d{4,}/g, (number) => rounded(Number(number), 3))));
}
