import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { mappingExample } from '#recording';
import { requireMappingShape } from './mapping.ts';

const column = { column: 'EMG', name: 'FDS', unit: 'mV' };

describe('requireMappingShape', () => {
  it('takes the example, and a mapping with every field', () => {
    const whole = {
      fs: 1000,
      timeColumn: 0,
      timeUnit: 'ms',
      columns: [{ column: 1, name: 'FDS', kind: 'emg', sensor: 'bitalino-emg', bits: 10, muscle: 'FDS', side: 'left' }],
      delimiter: '\t',
      decimal: ',',
      skipRows: 2,
    };
    for (const mapping of [JSON.parse(mappingExample), whole]) {
      expect(requireMappingShape(mapping, 'm.json')).toBe(mapping);
    }
  });

  it.each([
    [null, 'it must be an object, got null'],
    [[], 'it must be an object, got []'],
    ['fs', 'it must be an object, got "fs"'],
    [{ fs: 1000 }, 'columns is missing'],
    [{ fs: 1000, columns: {} }, 'columns must be a list with an entry for each channel, got {}'],
    [{ columns: [null] }, 'columns[0] must be an object, got null'],
    [{ columns: ['EMG'] }, 'columns[0] must be an object, got "EMG"'],
    [{ columns: [{ column: 0 }] }, 'columns[0].name is missing'],
    [{ columns: [{ column: null, name: 'FDS' }] }, 'columns[0].column must be the head of a column'],
    [{ columns: [column, { ...column, name: '' }] }, 'columns[1].name must be a text, got ""'],
    [{ columns: [{ ...column, unit: 'parsec' }] }, 'columns[0].unit must be one of "mV"'],
    [{ columns: [{ ...column, sensors: 'x' }] }, 'columns[0].sensors is no field of it'],
    [{ fs: '1000', columns: [column] }, 'fs must be a number, got "1000"'],
    [{ fs: null, columns: [column] }, 'fs must be a number, got null'],
    [{ delimiter: 'x'.repeat(500), columns: [column] }, '…'],
    [JSON.parse('{ "columns": [], "__proto__": 1 }'), '__proto__ is no field'],
  ])('refuses %j', (mapping, says) => {
    const attempt = () => requireMappingShape(mapping, 'm.json');
    expect(attempt).toThrow(ArgumentError);
    expect(attempt).toThrow(`Cannot read the mapping m.json: `);
    expect(attempt).toThrow(says);
  });
});
