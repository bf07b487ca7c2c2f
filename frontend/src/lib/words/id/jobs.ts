import { grouped, type Catalogue } from '$lib/words';

export default {
	working: 'Pekerjaan sedang berjalan',
	ended: 'Selesai',
	notBegun: (title: string) => `${title}: tidak dapat dimulai`,
	lost: (title: string) => `${title}: hasil akhirnya tidak diketahui`,
	notCancelled: 'Tidak dapat dibatalkan',
	cancel: 'Batalkan',
	stopping: 'Segera berhenti',
	dismiss: 'Tutup',
	undo: 'Urungkan',
	progress: (done: number, total: number) =>
		total > 0 ? `${grouped(done)} dari ${grouped(total)}` : `${grouped(done)} sejauh ini`,
	failed: (n: number) => `${grouped(n)} tidak dapat dikerjakan`,
	cancelled: (done: number, total: number) =>
		`Dibatalkan setelah ${grouped(done)} dari ${grouped(total)}. Sisanya tidak berubah.`,
	more: (n: number) => `dan ${grouped(n)} lagi`,
	version: (number: number) => `versi ${number}`,
} satisfies Catalogue['jobs'];
