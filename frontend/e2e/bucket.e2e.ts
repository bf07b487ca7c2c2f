import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { expect, test } from './harness/test';

const BUCKET = 'workflow-files';
const KEY = 'companies/1/workflows/1/workflow.yaml';

describe('a team bucket', () => {
	test('is found wrong, mended, used, missed and used again, and its keys are never told', async ({
		app,
		program,
		home,
		minio,
		watch,
	}) => {
		// Given the settings of a bucket with a wrong secret key
		await app.go('Settings');
		await app.settings.open('Storage');
		const bucket = { endpoint: minio.endpoint, bucket: BUCKET, accessKey: minio.accessKey };
		await app.settings.describeBucket({ ...bucket, secretKey: 'e2e-wrong-secret-OTg3' });
		// When they are tested
		await app.settings.test();
		// Then the failed check says what is wrong and what to do
		expect(await app.settings.outcome('Endpoint answers')).toBe('passed');
		expect(await app.settings.outcome('Keys are accepted')).toBe('failed');
		await app.settings.check('Keys are accepted').getByText('Enter the secret key again').waitFor();
		expect(await app.settings.outcome('Bucket found')).toBe('not tried');

		// When the keys are right
		await app.settings.describeBucket({ ...bucket, secretKey: minio.secretKey });
		await app.settings.test();
		// Then the bucket is what is missing, and the button creates it, with versions
		expect(await app.settings.outcome('Keys are accepted')).toBe('passed');
		expect(await app.settings.outcome('Bucket found')).toBe('failed');
		await app.settings.mend('Create bucket');
		expect(await app.settings.outcome('Bucket found')).toBe('passed');
		expect(await app.settings.outcome('Versioning is on')).toBe('passed');
		expect(await minio.versioning(BUCKET)).toBe('Enabled');
		expect(await app.settings.checks.getByRole('img', { name: 'failed' }).count()).toBe(0);

		// When the settings are saved and a version is saved
		await app.settings.save.click();
		await app.toast.getByText('Settings saved').waitFor();
		await app.go('Templates');
		await app.start.template((await program.template('invoice_approval')).name).click();
		await app.design.editor.content.waitFor();
		await app.design.editor.append('# 1');
		const first = await app.design.editor.text();
		await app.save('Into the bucket');
		// Then it is in the bucket, byte for byte, and the page says so
		await app.toast.getByText(`It is in ${BUCKET}.`).waitFor();
		expect(await minio.object(BUCKET, KEY)).toBe(first);
		const [sent] = await program.versions(1);
		expect(sent).toMatchObject({ sync_state: 'synced' });
		expect((await minio.versions(BUCKET, KEY)).map((v) => v.id)).toEqual([sent?.version_id]);
		await app.workflows.getByText('In the bucket').waitFor({ state: 'attached' });

		// When the bucket cannot be reached
		await minio.stop();
		await app.design.editor.append('2');
		const second = await app.design.editor.text();
		await app.save('While the bucket is away');
		// Then the version is saved all the same, waits, and the status bar says so
		expect(home.workflowFile(1)).toBe(second);
		expect((await program.versions(1))[0]).toMatchObject({ sync_state: 'pending', number: 2 });
		await app.status.getByText('1 change waits to be sent, safe on this computer').waitFor();

		// When it is back and what waits is sent
		await minio.start();
		await app.sync.now();
		// It may have been sent by itself a moment before.
		await app.toast.getByText(new RegExp(`1 version sent to ${BUCKET}|${BUCKET} are the same`)).waitFor();
		// Then both versions are in the bucket, in their order, and every copy has the same bytes
		const versions = await program.versions(1);
		expect(versions.map((v) => v.sync_state)).toEqual(['synced', 'synced']);
		const listed = await minio.versions(BUCKET, KEY);
		expect(listed).toEqual([
			{ id: versions[0]?.version_id, isLatest: true },
			{ id: versions[1]?.version_id, isLatest: false },
		]);
		expect(await minio.object(BUCKET, KEY, listed[0]?.id)).toBe(second);
		expect(await minio.object(BUCKET, KEY, listed[1]?.id)).toBe(first);
		await app.status.getByText(new RegExp(`^In ${BUCKET}, synced`)).waitFor();

		// And the keys are in no page, no answer, no log and no settings; only in the file that nobody else may read
		await app.go('Settings');
		await app.settings.room.getByText('A file only you can read', { exact: true }).waitFor();
		const told = [await app.page.content(), program.log, ...(await watch.answers())].join('\n');
		for (const key of [minio.secretKey, minio.accessKey, 'e2e-wrong-secret-OTg3']) {
			expect(told.includes(key), `a key was told: ${key}`).toBe(false);
		}
		const holding = home.settingsFiles().filter(({ text }) => text.includes(minio.secretKey));
		expect(holding.map(({ name }) => name)).toEqual(['keys.json']);
		expect(statSync(join(home.root, 'config', 'workflow-designer', 'keys.json')).mode & 0o777).toBe(0o600);
	});

	test('that keeps no versions is not written to until its versions are on', async ({
		app,
		program,
		minio,
	}) => {
		// Given a bucket that someone made without versions, and that this program is set to use
		await minio.createBucket(BUCKET);
		await app.go('Settings');
		await app.settings.open('Storage');
		await app.settings.describeBucket({
			endpoint: minio.endpoint,
			bucket: BUCKET,
			accessKey: minio.accessKey,
			secretKey: minio.secretKey,
		});
		await app.settings.save.click();
		await app.toast.getByText('Settings saved').waitFor();
		expect(await app.settings.outcome('Versioning is off')).toBe('failed');

		// When a version is saved
		await app.go('Templates');
		await app.start.template((await program.template('leave_request')).name).click();
		await app.design.editor.content.waitFor();
		const text = await app.design.editor.text();
		await app.save('Waits for versions');
		// Then it stays on this computer
		expect((await program.versions(1))[0]).toMatchObject({ sync_state: 'pending' });
		expect(await minio.versions(BUCKET, KEY)).toEqual([]);

		// When the button switches the versions on and what waits is sent
		await app.go('Settings');
		await app.settings.mend('Enable versioning');
		expect(await app.settings.outcome('Versioning is on')).toBe('passed');
		await app.sync.now();
		// Then it is in the bucket
		// It may have been sent by itself a moment before.
		await app.toast.getByText(new RegExp(`1 version sent to ${BUCKET}|${BUCKET} are the same`)).waitFor();
		expect(await minio.object(BUCKET, KEY)).toBe(text);
		expect(await minio.versions(BUCKET, KEY)).toHaveLength(1);
	});
});
