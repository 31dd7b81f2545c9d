import type { Words } from '../en.ts';

export const evidence: Words['evidence'] = {
  title: 'Bukti',
};
