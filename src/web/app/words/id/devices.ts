import type { Words } from '../en.ts';

export const devices: Words['devices'] = {
  title: 'Alat',
  simulated: 'SIMULASI',
  notAllowed: 'terlihat, tetapi pengguna ini tidak boleh membukanya',
  notes: 'Apa yang tidak terlihat, dan mengapa',
  forms: 'Alamat apa pun dapat diketik:',
  again: 'Cari lagi',
  none: 'Tidak ada alat yang terlihat.',
};
