/** A function that computes when it is first called, and then knows. What it throws is thrown again on the next call. */
export function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
