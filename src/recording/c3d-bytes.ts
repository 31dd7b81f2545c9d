/** Numbers of a C3D file as the processor that wrote it stores them. */
export interface C3dNumbers {
  readonly int16: (at: number) => number;
  readonly uint16: (at: number) => number;
  readonly float: (at: number) => number;
}

/** What the fourth byte of the parameter section says about the writer's processor. */
export const c3dProcessors = { 84: 'Intel', 85: 'DEC', 86: 'MIPS' } as const;

/**
 * A float of a DEC VAX (F format): its 16-bit halves stand in the other order, and its exponent is two greater than that of
 * the same number in IEEE 754. Exponent 0 is the number 0.
 *
 * Source: VAX Architecture Reference Manual, "F_floating"; https://www.c3d.org/HTML/Documents/decfloatingpoint.htm.
 */
function decFloat(view: DataView, at: number): number {
  const exponent = (view.getUint16(at, true) >> 7) & 0xff;
  if (exponent === 0) return 0;
  const bits = (view.getUint16(at, true) << 16) | view.getUint16(at + 2, true);
  const sign = bits < 0 ? -1 : 1;
  return sign * (0x800000 + (bits & 0x7fffff)) * 2 ** (exponent - 128 - 24);
}

/** How to read numbers from a view, by the processor's byte (84, 85 or 86). */
export function c3dNumbers(view: DataView, processor: keyof typeof c3dProcessors): C3dNumbers {
  const little = processor !== 86;
  return {
    int16: (at) => view.getInt16(at, little),
    uint16: (at) => view.getUint16(at, little),
    float: processor === 85 ? (at) => decFloat(view, at) : (at) => view.getFloat32(at, little),
  };
}
