import { grouped, type Catalogue } from '$lib/words';

export default {
	justNow: 'baru saja',
	minutesAgo: (n: number) => `${n} menit lalu`,
	yesterday: (clock: string) => `kemarin ${clock}`,
	errors: (n: number) => `${grouped(n)} kesalahan`,
	warnings: (n: number) => `${grouped(n)} peringatan`,
	line: (n: number) => `baris ${grouped(n)}`,
	anotherTool: 'Alat lain',
	tryAgain: 'Coba lagi',
	undo: 'Urungkan',
	notNow: 'Nanti saja',
	dismiss: 'Tutup',
	notYaml: 'Bukan YAML yang sah',
	notYamlBecause: (why: string) => `Bukan YAML yang sah: ${why}`,
	refused: (errors: number) => `Runtime menolaknya: ${grouped(errors)} kesalahan`,
} satisfies Catalogue['words'];
