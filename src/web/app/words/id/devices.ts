import type { Words } from '../en.ts';

export const devices: Words['devices'] = {
  title: 'Alat',
};
