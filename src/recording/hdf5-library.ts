import type { H5Module } from 'h5wasm';
import { MyofadeError, UnsupportedError } from '#base';
import { cannotRead, counted, quoted } from './cannot-read.ts';
import { checkHdf5, hdf5 } from './hdf5-guard.ts';
import { decodeNumbers, isNumeric } from './hdf5-numbers.ts';

/** What an attribute may hold, as far as recordings need it. */
export type Hdf5Attribute = string | number | readonly number[];

/** An open HDF5 file. */
export interface Hdf5Tree {
  /** Names of the groups in a group. */
  groups(path: string): string[];
  /** Names of everything in a group. */
  names(path: string): string[];
  /** Attributes of a group or dataset; those that are neither text nor numbers are left out. */
  attributes(path: string): { readonly [name: string]: Hdf5Attribute };
  /**
   * A column of numbers [nSamples].
   *
   * @throws FormatError when it is anything else, or names more values than the file can hold.
   */
  column(path: string): Float64Array;
}

/** The library, and its memory as it was after loading. */
interface Loaded {
  readonly library: H5Module;
  readonly memory: Uint8Array;
}

let loaded: Loaded | undefined;

/**
 * Loads the HDF5 library, which {@link readHdf5} needs: some megabytes, so only where a file asks for it.
 *
 * @throws UnsupportedError where WebAssembly is not available.
 */
export async function loadHdf5(): Promise<void> {
  if (loaded) return;
  try {
    const library = await (await import('h5wasm')).ready;
    // Errors are thrown instead of printed.
    library.activate_throwing_error_handler();
    library._H5open();
    loaded ??= { library, memory: library.HEAPU8.slice() };
  } catch (cause) {
    const fix = 'Export the recording as text (.txt) from OpenSignals.';
    throw new UnsupportedError('Cannot load the HDF5 library here.', fix, { cause });
  }
}

const virtualFile = 'recording.h5';
const mostAttributeBytes = 65536;
const textClass = 3;

function attributeOf(library: H5Module, id: bigint, path: string, name: string): Hdf5Attribute | undefined {
  const about = library.get_attribute_metadata(id, path, name);
  const { type, size, vlen, shape } = about;
  const n = shape?.reduce((product, length) => product * length, 1) ?? 0;
  const isText = type === textClass && n === 1;
  if (n === 0 || n * size > mostAttributeBytes || !(isText || (isNumeric(about) && !vlen))) return undefined;
  // Zeros: what the library does not fill is then no pointer.
  const pointer = library._calloc(n * size, 1);
  library.get_attribute_data(id, path, name, BigInt(pointer));
  const bytes = library.HEAPU8.slice(pointer, pointer + n * size);
  if (!isText) {
    const numbers = decodeNumbers(bytes, about);
    return shape?.length === 0 ? numbers[0] : [...numbers];
  }
  if (!vlen) return textOf(bytes);
  const at = new DataView(bytes.buffer).getUint32(0, true);
  return at === 0 ? '' : textOf(library.HEAPU8.subarray(at, at + mostAttributeBytes));
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('utf-8').decode(bytes.slice(0, end < 0 ? bytes.length : end));
}

function columnOf(library: H5Module, id: bigint, path: string, nBytes: number, file: string): Float64Array {
  const about = library.get_dataset_metadata(id, path);
  const [n = 0, width = 1] = about.shape ?? [];
  const where = `${hdf5}, ${quoted(path)}`;
  const fix = 'Export the recording as text (.txt) from OpenSignals.';
  if (!isNumeric(about) || (about.shape?.length ?? 0) > 2 || about.shape?.length === 0 || (n > 0 && width !== 1)) {
    throw cannotRead(file, 'it holds no single column of numbers', where, fix);
  }
  if (library.get_dataset_filters(id, path).length > 0) {
    throw cannotRead(file, 'its samples are compressed, which OpenSignals does not do', where, fix);
  }
  if (n * about.size > nBytes) {
    throw cannotRead(file, `it names ${counted(n, 'sample')}, more than the file can hold`, where, fix);
  }
  if (n === 0) return new Float64Array(0);
  const pointer = library._calloc(n, about.size);
  if (pointer === 0) throw cannotRead(file, `there is no memory for ${counted(n, 'sample')}`, where, fix);
  const rank = [0, 1].slice(0, about.shape?.length);
  // Naming the part that is read, which is all, keeps the library from writing more than there is room for.
  const part = (first: number, other: number) => rank.map((axis) => BigInt(axis === 0 ? first : other));
  library.get_dataset_data(id, path, part(n, 1), part(0, 0), part(1, 1), BigInt(pointer));
  const values = decodeNumbers(library.HEAPU8.subarray(pointer, pointer + n * about.size), about);
  library._free(pointer);
  return values;
}

function treeOf(library: H5Module, id: bigint, nBytes: number, file: string): Hdf5Tree {
  const names = (path: string) => library.get_names(id, path, false);
  return {
    names,
    groups: (path) => names(path).filter((name) => library.get_type(id, `${path}/${name}`) === library.H5G_GROUP),
    attributes: (path) => {
      const pairs = library.get_attribute_names(id, path).map((name) => [name, attributeOf(library, id, path, name)]);
      return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
    },
    column: (path) => columnOf(library, id, path, nBytes, file),
  };
}

/**
 * Calls `act` such that the library's stack is afterwards where it was before, even if its code was left by an exception:
 * its own `ccall` is the one way to that.
 */
function onLibraryStack(library: H5Module, act: () => void): void {
  let failure: { readonly error: unknown } | undefined;
  library._myofade = () => {
    try {
      act();
    } catch (error) {
      failure = { error };
    }
    return 0;
  };
  library.ccall('myofade', 'number', ['string'], ['']);
  delete library._myofade;
  if (failure) throw failure.error;
}

/** Takes the library back to how it was after loading: nothing that a damaged file left in it can reach the next one. */
function reset({ library, memory }: Loaded): void {
  library.HEAPU8.set(memory);
  for (const stream of library.FS.streams) if (stream && stream.fd > 2) library.FS.close(stream);
  library.FS.unlink(virtualFile);
}

/**
 * Opens an HDF5 file in memory for as long as `read` runs. Needs {@link loadHdf5} before.
 *
 * @throws FormatError when the file is damaged, too large, or otherwise not as the library wants it; what `read` throws.
 */
export function readHdf5<T>(bytes: Uint8Array, file: string, read: (tree: Hdf5Tree) => T): T {
  checkHdf5(bytes, file);
  if (!loaded)
    throw new UnsupportedError(`Cannot read ${file}: the HDF5 library is not loaded.`, 'Call prepare first.');
  const { library } = loaded;
  let result: T | undefined;
  library.FS.writeFile(virtualFile, bytes);
  try {
    onLibraryStack(library, () => {
      const id = library.open(virtualFile, 0, false, -1, -1);
      result = read(treeOf(library, id, bytes.length, file));
      library.close_file(id);
    });
  } catch (error) {
    if (error instanceof MyofadeError) throw error;
    throw cannotRead(file, 'its structure is damaged', hdf5, 'Export the recording from OpenSignals again.', error);
  } finally {
    reset(loaded);
  }
  return result as T;
}
