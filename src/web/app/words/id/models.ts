import type { Words } from '../en.ts';

export const models: Words['models'] = {
  title: 'Model',
  shipped: 'bawaan',
  ofStudy: 'dari studi ini',
  data: 'Belajar dari',
  results: 'Seberapa sering benar',
  noResults: 'Belum ada yang menghitung seberapa sering benar.',
  calibrated: 'Terkalibrasi; boleh menjawab belum pasti.',
  raw: 'Peluang mentah; selalu memutuskan.',
  licence: 'Lisensi',
  digest: 'Digest pelatihan',
  refused: 'Berkas yang bukan model',
};
