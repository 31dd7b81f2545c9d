/**
 * The part of h5wasm that `recording` and its tests use. Its published types bring Emscripten's globals, which layers
 * above the platform line must not see; tsconfig.base.json puts this file in their place.
 */
export interface H5Metadata {
  /** HDF5 class: 0 integer, 1 float, 3 text. */
  readonly type: number;
  /** Bytes of one value. */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Whether a value is a pointer to something of any length. */
  readonly vlen: boolean;
  /** Lengths of the axes; empty for a single value, null for none. */
  readonly shape: readonly number[] | null;
}

interface H5FileSystem {
  readonly streams: readonly ({ readonly fd: number } | null | undefined)[];
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  unlink(path: string): void;
  close(stream: { readonly fd: number }): void;
}

export interface H5Module {
  /** The library's memory; another view after it has grown. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly FS: H5FileSystem;
  readonly H5G_GROUP: number;
  /** What `ccall` calls for the name `myofade`. */
  _myofade?: () => number;
  ccall(name: string, returns: 'number', argumentTypes: readonly string[], values: readonly string[]): number;
  _calloc(n: number, size: number): number;
  _free(pointer: number): void;
  _H5open(): number;
  activate_throwing_error_handler(): void;
  /** Read-only is mode 0; the last two, lowest and highest version of the layout, are −1 for any. */
  open(path: string, mode: 0, trackOrder: boolean, lowest: number, highest: number): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_type(file: bigint, path: string): number;
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): H5Metadata;
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number;
  reclaim_vlen_memory(file: bigint, path: string, name: string, pointer: bigint): number;
  get_dataset_metadata(file: bigint, path: string): H5Metadata;
  get_dataset_filters(file: bigint, path: string): readonly unknown[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: readonly bigint[],
    offset: readonly bigint[],
    stride: readonly bigint[],
    pointer: bigint,
  ): number;
}

export const ready: Promise<H5Module>;

type H5Data = string | number | readonly number[] | Uint16Array | Uint32Array | Int32Array | Float32Array;

interface H5Object {
  create_attribute(name: string, data: H5Data, shape?: readonly number[], type?: string): void;
}

interface H5Group extends H5Object {
  create_group(name: string): H5Group;
  create_dataset(dataset: {
    readonly name: string;
    readonly data: H5Data;
    readonly shape?: readonly number[];
    readonly maxshape?: readonly (number | null)[];
    readonly chunks?: readonly number[];
    readonly dtype?: string;
    readonly compression?: 'gzip';
  }): H5Object;
}

/** A file to write, for tests. */
export class File implements H5Group {
  constructor(path: string, mode: 'w', options: { readonly libver: string | readonly [string, string] });
  create_attribute: H5Object['create_attribute'];
  create_group: H5Group['create_group'];
  create_dataset: H5Group['create_dataset'];
  close(): void;
}
