import type { Catalogue } from '$lib/words';

export default {
	title: 'Tampilan',
	about: 'Hanya untuk jendela ini. Pilihan langsung terlihat.',
	theme: 'Tema',
	asSystem: 'Seperti sistem',
	light: 'Terang',
	dark: 'Gelap',
	themeAsSystem: 'Terang atau gelap, mengikuti pengaturan komputer ini.',
	alwaysLight: 'Selalu terang.',
	alwaysDark: 'Selalu gelap.',
	language: 'Bahasa',
	languageAsSystem: 'English atau Bahasa Indonesia, mengikuti pengaturan komputer ini.',
	languageAbout: 'Bahasa program ini. Isi alur kerja tetap seperti yang ditulis.',
	drag: {
		horizontal: 'Seret untuk mengubah tinggi; klik ganda untuk tinggi biasa',
		vertical: 'Seret untuk mengubah lebar; klik ganda untuk lebar biasa',
	},
	pixels: (n: number) => `${n} piksel`,
} satisfies Catalogue['look'];
