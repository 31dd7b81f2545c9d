import type { Words } from '../en.ts';

export const models: Words['models'] = {
  title: 'Model',
};
