import { describe } from 'vitest';
import { laptop } from './harness/browser';
import { clean } from './harness/clean';
import { eventually, expect, test } from './harness/test';
import { App } from './pages';

const MONTHS = 'Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des';

describe('Indonesian', () => {
	test('is spoken once it is chosen, and again after a new start', async ({ app }) => {
		const { page } = app;
		await speak(app);

		const rail = page.getByRole('navigation', { name: 'Ruang' });
		const names = await rail.getByRole('button').evaluateAll((all) => all.map((b) => b.ariaLabel));
		expect(names).toEqual([
			'Alur kerja',
			'Riwayat',
			'Sinkronisasi',
			'Uji coba',
			'Templat',
			'Aktivitas',
			'Analitik',
			'Pengaturan',
			'Anda: Ana Lindqvist',
		]);
		const settings = page.getByRole('navigation', { name: 'Pengaturan' });
		expect(await settings.getByRole('button').allInnerTexts()).toEqual([
			'Anda',
			'Penyimpanan',
			'Model',
			'Tampilan',
			'Pemeriksaan',
			'Tentang',
		]);
		await clean(app, 'the settings in Indonesian');

		await rail.getByRole('button', { name: 'Templat' }).click();
		await page.getByText('Permintaan pembelian', { exact: true }).click();
		await page.getByRole('textbox', { name: /^YAML dari / }).waitFor();
		await page.keyboard.press('Control+s');
		await app.saveDialog.dialog.getByRole('textbox', { name: 'Komentar' }).fill('Versi pertama');
		await app.saveDialog.dialog.getByRole('button', { name: /^Simpan versi/ }).click();
		await app.toast.getByText('Versi 1 disimpan').waitFor();
		await app.toast.getByText('Versi ini disimpan di komputer ini.').waitFor();
		await clean(app, 'the design in Indonesian');

		await app.reload();
		expect(await page.locator('html').getAttribute('lang')).toBe('id');
		await page.getByRole('contentinfo').getByText('Disimpan di komputer ini').waitFor();
		await rail.getByRole('button', { name: 'Riwayat' }).click();
		const when = page.locator('.time[title]').first();
		expect(await when.innerText()).toMatch(/^(baru saja|\d+ menit lalu)$/);
		expect(await when.getAttribute('title')).toMatch(
			new RegExp(`^\\d{1,2} (${MONTHS}) \\d{4}, \\d\\d\\.\\d\\d$`),
		);
	});

	test('is what the program says of a text', async ({ app }) => {
		const { page } = app;
		await app.start.empty.click();
		await app.design.editor.content.waitFor();
		await app.design.editor.replace(
			'name: A\nform: {fields: []}\nworkflow:\n  a: {name: A, type: end}\n  b: {name: B, type: end}\n',
		);
		await app.problems.drawn();
		await app.problems.count.click();
		await app.problems.row('A request begins at the first step, but "a" is an end.').waitFor();

		await speak(app);
		const rail = page.getByRole('navigation', { name: 'Ruang' });
		await rail.getByRole('button', { name: 'Alur kerja' }).click();
		await app.problems.row('Permintaan dimulai di langkah pertama, tetapi "a" adalah akhir.').waitFor();
	});

	test('is what the program says of a condition, and on the diagram', async ({ app }) => {
		const { page } = app;
		await app.start.empty.click();
		await app.design.editor.content.waitFor();
		await app.design.editor.replace(
			'name: A\nform: {fields: [{name: n, type: number, label: N}]}\nworkflow:\n  a:\n    name: A\n    type: conditional_split\n' +
				'    choices:\n      - conditions: n = 1\n        continue_to: b\n      - conditions: n > 1\n        continue_to: b\n' +
				'    default: {continue_to: b}\n  b: {name: B, type: end}\n',
		);
		await app.problems.drawn();
		await app.problems.count.click();
		await app.problems.row('A single = does not compare.').waitFor();
		await page.getByText('splits on n').first().waitFor();

		await speak(app);
		const rail = page.getByRole('navigation', { name: 'Ruang' });
		await rail.getByRole('button', { name: 'Alur kerja' }).click();
		await app.problems.row('Satu tanda = tidak membandingkan.').waitFor();
		await page.getByText('bercabang menurut n').first().waitFor();
	});

	test('gives way to English at once, also where a text is open', async ({ app }) => {
		const { page } = app;
		await speak(app);
		await page.getByRole('button', { name: 'Templat' }).click();
		await page.getByText('Permintaan cuti', { exact: true }).click();
		await page.getByRole('textbox', { name: /^YAML dari / }).waitFor();
		await page.getByRole('button', { name: 'Pengaturan' }).click();
		await page.getByRole('radio', { name: 'English' }).click();
		await page.getByRole('heading', { name: 'Look', level: 1 }).waitFor();
		await app.go('Workflows');
		await page.getByRole('textbox', { name: /^YAML of / }).waitFor();
		expect(await page.getByText(/Anda|Tidak|Simpan/).count()).toBe(0);
	});

	test('is read only where it is spoken', async ({ app }) => {
		const { page } = app;
		const scripts = () =>
			page.evaluate(async () => {
				const read = performance.getEntriesByType('resource').map(({ name }) => name);
				const texts = read.filter((name) => name.endsWith('.js')).map(async (n) => (await fetch(n)).text());
				return (await Promise.all(texts)).filter((text) => text.includes('Simpan versi')).length;
			});
		expect(await scripts()).toBe(0);
		await speak(app);
		expect(await scripts()).toBe(1);
	});

	test('is spoken from the first screen where the system prefers it', async ({ browser, program }) => {
		const context = await browser.newContext({ ...laptop, locale: 'id-ID' });
		const app = new App(await context.newPage());
		await app.open(program.url);
		await app.page
			.getByRole('heading', { name: 'Bagaimana sesuatu disetujui di perusahaan Anda?' })
			.waitFor();
		await eventually(() => app.page.title()).toBe('Workflow Designer');
		await context.close();
	});
});

/** Chooses Indonesian in the settings. */
async function speak(app: App): Promise<void> {
	await app.go('Settings');
	await app.settings.open('Look');
	await app.page.getByRole('radio', { name: 'Bahasa Indonesia' }).click();
	await app.page.getByRole('heading', { name: 'Tampilan', level: 1 }).waitFor();
}
