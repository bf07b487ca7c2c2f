import { Home } from './home';
import { Program } from './program';
import { eventually, test as base } from './test';

export const BUCKET = 'workflow-files';

/** The object that a workflow is in the bucket. */
export const keyOf = (id: number) => `companies/1/workflows/${id}/workflow.yaml`;

interface Team {
	/** What a program needs to know of the team's bucket. */
	bucket: Record<string, string>;
	/** The computer of the person at the page, which uses it. */
	home: Home;
	/** The program of a colleague, on a computer of her own, with the same bucket. */
	colleague: Program;
}

/** A test with two computers, a program on each, and one real bucket between them. */
export const test = base.extend<Team>({
	bucket: async ({ minio }, use) => {
		await minio.createVersionedBucket(BUCKET);
		await use({
			STORAGE_TYPE: 's3',
			S3_ENDPOINT_URL: minio.endpoint,
			S3_BUCKET_NAME: BUCKET,
			S3_ACCESS_KEY_ID: minio.accessKey,
			S3_SECRET_ACCESS_KEY: minio.secretKey,
		});
	},
	home: async ({ bucket }, use) => {
		const home = new Home('Ilya Petrov');
		Object.assign(home.env, bucket);
		await use(home);
		home.remove();
	},
	colleague: async ({ bucket }, use) => {
		const home = new Home('Elena Markova');
		Object.assign(home.env, bucket);
		const program = new Program(home);
		await program.start();
		await use(program);
		await program.stop();
		home.remove();
	},
});

/** Waits until the bucket tells a program its changes by itself. */
export async function follows(program: Program): Promise<void> {
	await eventually(async () => (await program.syncStatus()).following).toBe(true);
}
