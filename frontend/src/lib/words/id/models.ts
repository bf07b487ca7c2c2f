import { decimal, grouped, type Catalogue } from '$lib/words';

export default {
	title: 'Model',
	about:
		'Alur kerja dibuat secara luring. Dengan endpoint di sini, model bahasa dapat membuatnya, dipilih untuk setiap uraian.',
	endpoint: 'Endpoint',
	endpointHint: 'Alamat model, sampai dengan versinya. Hanya alamat ini yang pernah ditanyai.',
	fillIn: 'Isikan',
	makers: { openai: 'OpenAI', ollama: 'Ollama', gemini: 'Gemini', anthropic: 'Anthropic' },
	name: 'Model',
	nameHint: 'Namanya di endpoint.',
	keyHeading: 'Kunci',
	key: 'Kunci API',
	keyAbout: 'Hanya dipakai untuk host ini, tidak pernah ditampilkan lagi.',
	keyNeedsNone: 'Model di komputer ini biasanya tidak memerlukan kunci.',
	allowHttp: 'Tanpa TLS',
	allowHttpAbout:
		'Orang lain di antaranya dapat membaca kunci dan alur kerja. Hanya untuk jaringan milik Anda sendiri.',
	allowed: 'Diizinkan',
	notAllowed: 'Tidak diizinkan',
	price: 'Harga dan waktu',
	pricesAbout: 'Dolar AS per sejuta token. Bila keduanya diisi, biaya setiap usulan ditampilkan.',
	inputPrice: 'Harga sejuta token yang dibaca',
	outputPrice: 'Harga sejuta token yang ditulis',
	read: 'Token dibaca',
	written: 'Token ditulis',
	timeout: 'Waktu',
	timeoutHint: 'Detik untuk satu usulan, termasuk semua yang ditanyakan lagi.',
	local: 'Model ada di komputer ini. Tidak ada yang keluar dari sini.',
	leaves: (host: string) =>
		`Uraian, alur kerja, dan peran di dalamnya dikirim ke ${host} bila Anda memilih model di sana.`,
	forget: 'Hapus model',

	trial: 'Coba',
	trialAbout: 'Meminta satu kata dari model dengan pengaturan ini, tanpa menyimpannya.',
	try: 'Coba',
	tryAgain: 'Coba lagi',
	trying: 'Model sedang ditanyai',
	tryNeeds: 'Isi endpoint dan model lebih dahulu.',
	answered: (model: string, seconds: number) => `${model} menjawab dalam ${decimal(seconds)} dtk`,

	tokens: (read: number, written: number) => `${grouped(read)} token dibaca, ${grouped(written)} ditulis`,
	cost: (dollars: number) => (dollars < 0.005 ? 'kurang dari 1 sen AS' : `US$ ${decimal(dollars, 2)}`),
	costUnknown: 'biaya tidak diketahui',
} satisfies Catalogue['models'];
