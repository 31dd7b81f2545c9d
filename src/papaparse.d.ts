/**
 * The part of Papa Parse that `recording` and `study` use. Its published types name Node's streams and the browser's files,
 * which layers above the platform line must not see.
 */
declare module 'papaparse/papaparse.js' {
  interface ParseConfig {
    readonly delimiter: string;
    readonly quoteChar?: string;
    readonly skipEmptyLines?: boolean | 'greedy';
  }
  interface ParseError {
    readonly type: string;
    readonly code: string;
    readonly message: string;
    readonly row?: number;
  }
  interface ParseResult {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly ParseError[];
  }
  const Papa: { parse(text: string, config: ParseConfig): ParseResult };
  export = Papa;
}
