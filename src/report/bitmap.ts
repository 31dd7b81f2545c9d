import { mapColours } from './colour-map.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as base64 text. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    text += alphabet[word >> 18] + alphabet[(word >> 12) & 63];
    text += (left > 1 ? alphabet[(word >> 6) & 63] : '=') + (left > 2 ? alphabet[word & 63] : '=');
  }
  return text;
}

/**
 * A small picture as a data URI: an uncompressed BMP with one byte per pixel and the colour map as its palette, which
 * every browser draws and nothing has to be packed for.
 *
 * @param levels Colour of each pixel as a whole number below the length of the map, row by row from the *bottom*
 * [height × width].
 */
export function bitmapUri(levels: Uint8Array, width: number, height: number): string {
  const palette = mapColours();
  const rowBytes = Math.ceil(width / 4) * 4;
  const offset = 14 + 40 + 4 * palette.length;
  const bytes = new Uint8Array(offset + rowBytes * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, offset, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(34, rowBytes * height, true);
  view.setUint32(46, palette.length, true);
  palette.forEach(([red, green, blue], i) => {
    bytes.set([blue, green, red, 0], 54 + 4 * i);
  });
  for (let row = 0; row < height; row++) {
    bytes.set(levels.subarray(row * width, (row + 1) * width), offset + row * rowBytes);
  }
  return `data:image/bmp;base64,${base64(bytes)}`;
}
