import type { Words } from '../en.ts';

export const shell: Words['shell'] = {
  rooms: { test: 'Tes', people: 'Peserta', evidence: 'Bukti', models: 'Model', devices: 'Alat' },
  mainNavigation: 'Ruang',
  language: 'Bahasa',
  startATest: 'Mulai tes',
  skipToContent: 'Langsung ke isi',
  study: 'Studi',
  simulated: 'SIMULASI',
  deviceNone: 'tanpa alat',
  deviceStreaming: 'mengirim data',
  deviceTrouble: 'bermasalah',
  loading: 'Memuat …',
  errorTitle: 'Ini tidak berhasil',
  errorFix: 'Yang bisa dilakukan',
  errorCode: (code: string) => `Kode: ${code}`,
  tryAgain: 'Coba lagi',
  noConnection: 'Program tidak menjawab.',
  noConnectionFix: 'Lihat terminal tempat Myofade dijalankan; jalankan lagi bila sudah berhenti.',
  notMedical: 'Perangkat lunak penelitian, bukan alat medis. Semua data tetap di komputer ini.',
};
