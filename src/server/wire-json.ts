/** A value as JSON: typed arrays as lists, values that are not finite as null. */
export function wireJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    ArrayBuffer.isView(inner) && !(inner instanceof DataView) ? Array.from(inner as Float64Array) : inner,
  );
}
