import { grouped, type Catalogue } from '$lib/words';

export default {
	problems: (n: number) => `${grouped(n)} masalah`,
	counts: {
		error: (n: number) => `${grouped(n)} kesalahan`,
		warning: (n: number) => `${grouped(n)} peringatan`,
		hint: (n: number) => `${grouped(n)} petunjuk`,
	},
	noProblems: 'Tidak ada masalah',
	severities: { error: 'Kesalahan', warning: 'Peringatan', hint: 'Petunjuk' },
	readOut: (severity: string, line: number, said: string) => `${severity}, baris ${line}: ${said}`,
} satisfies Catalogue['language'];
