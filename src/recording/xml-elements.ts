/** An element of an XML text: its name, its own text, and the elements in it. Attributes are not kept. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  name: string;
  text: string;
  children: OpenElement[];
}

const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, dec, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole;
    const code = dec ? Number(dec) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** What begins with `<` and is no element. */
const specials = [
  { begin: '<!--', end: '-->', isText: false },
  { begin: '<![CDATA[', end: ']]>', isText: true },
  { begin: '<!', end: '>', isText: false },
  { begin: '<?', end: '>', isText: false },
];

/**
 * Reads the elements of an XML text as stream headers use it. Comments, declarations and attributes are passed over; what
 * is not closed ends with the text. Undefined where there is no element at all.
 */
export function readXml(xml: string): XmlElement | undefined {
  const root: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [root];
  for (let at = 0; at < xml.length; ) {
    const inside = open.at(-1) as OpenElement;
    const special = specials.find(({ begin }) => xml.startsWith(begin, at));
    const close = special?.end ?? (xml[at] === '<' ? '>' : '<');
    const found = xml.indexOf(close, at);
    const end = found < 0 ? xml.length : found;
    if (special) {
      if (special.isText) inside.text += xml.slice(at + special.begin.length, end);
    } else if (xml[at] !== '<') {
      inside.text += plain(xml.slice(at, end));
      at = end;
      continue;
    } else if (xml[at + 1] === '/') {
      if (open.length > 1) open.pop();
    } else {
      const tag = xml.slice(at + 1, end);
      const element: OpenElement = { name: tag.split(/[\s/]/, 1)[0] as string, text: '', children: [] };
      inside.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
    }
    at = end + close.length;
  }
  return root.children[0];
}

/** The first element at a path of names below `element`. */
export function xmlAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

/** The text at a path of names, without blanks around it; empty where there is none. */
export function xmlText(element: XmlElement | undefined, ...path: readonly string[]): string {
  return xmlAt(element, ...path)?.text.trim() ?? '';
}
