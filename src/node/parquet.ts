import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, TidyRow } from '#report';

type ColumnType = 'DOUBLE' | 'BOOLEAN' | 'STRING';

function typeOf(values: readonly (Cell | undefined)[]): ColumnType {
  const sample = values.find((value) => value !== null && value !== undefined);
  if (typeof sample === 'number') return 'DOUBLE';
  return typeof sample === 'boolean' ? 'BOOLEAN' : 'STRING';
}

/** Rows as one Apache Parquet file; a column that no row fills is text without a value. */
export function parquetOf(rows: readonly TidyRow[], columns: readonly string[]): Uint8Array {
  const columnData = columns.map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    return { name, data, type: typeOf(data), nullable: true };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
