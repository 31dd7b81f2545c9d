import type { Words } from '../en.ts';

export const test: Words['test'] = {
  title: 'Tes',
};
