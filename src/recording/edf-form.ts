/** The 16-bit format and its 24-bit relative, which differ in little else. */
export type EdfFormat = 'edf' | 'bdf';

/** What tells {@link EdfFormat}s apart. */
export interface EdfForm {
  readonly format: EdfFormat;
  /** As messages call it. */
  readonly name: 'EDF' | 'BDF';
  /** Bytes of one sample. */
  readonly sampleBytes: 2 | 3;
  /** Lowest and highest value that a sample can store. */
  readonly digitalRange: readonly [lo: number, hi: number];
  /** Label of the signals that hold annotations. */
  readonly annotationsLabel: string;
  /** The eight bytes that a file begins with, as Latin-1 text. */
  readonly version: string;
}

/**
 * Both forms.
 *
 * Source: EDF+ specification, https://www.edfplus.info/specs/edfplus.html, and BioSemi's BDF with the BDF+ of EDFbrowser,
 * https://www.teuniz.net/edfbrowser/bdfplus%20format%20description.html.
 */
export const edfForms: { readonly [format in EdfFormat]: EdfForm } = {
  edf: {
    format: 'edf',
    name: 'EDF',
    sampleBytes: 2,
    digitalRange: [-(2 ** 15), 2 ** 15 - 1],
    annotationsLabel: 'EDF Annotations',
    version: '0       ',
  },
  bdf: {
    format: 'bdf',
    name: 'BDF',
    sampleBytes: 3,
    digitalRange: [-(2 ** 23), 2 ** 23 - 1],
    annotationsLabel: 'BDF Annotations',
    version: '\xffBIOSEMI',
  },
};

/** Whether bytes begin as an EDF file does. */
export function isEdf(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes[0] === 0x30 && /^0[ \0]{7}$/.test(String.fromCharCode(...bytes.subarray(0, 8)));
}

/** Whether bytes begin as a 24-bit BDF file does. */
export function isBdf(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && String.fromCharCode(...bytes.subarray(1, 8)) === 'BIOSEMI';
}
