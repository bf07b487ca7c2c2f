import { AwsClient } from 'aws4fetch';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Child, PATIENCE } from './child';
import { tools } from './tools';

/** A version of an object as any S3 program lists it. */
export interface ObjectVersion {
	id: string;
	isLatest: boolean;
}

/** A real MinIO on a free port of this machine, with a folder of its own. It may be stopped and started again. */
export class Minio {
	readonly accessKey = 'e2e-access-key';
	readonly secretKey = 'e2e-secret-MzQ3NjU0';
	endpoint = '';
	readonly #folder = mkdtempSync(join(tmpdir(), 'workflow-designer-minio-'));
	#child: Child | null = null;
	readonly #client = new AwsClient({
		accessKeyId: this.accessKey,
		secretAccessKey: this.secretKey,
		service: 's3',
		region: 'us-east-1',
		retries: 0,
	});

	async start(): Promise<void> {
		// A MinIO that starts again keeps its address: it is in the settings of the program.
		this.endpoint ||= `http://127.0.0.1:${await freePort()}`;
		this.#child = await Child.start(
			tools.minio(),
			['server', '--quiet', '--address', this.endpoint.slice('http://'.length), join(this.#folder, 'data')],
			{
				env: {
					PATH: process.env.PATH,
					HOME: this.#folder,
					MINIO_ROOT_USER: this.accessKey,
					MINIO_ROOT_PASSWORD: this.secretKey,
					MINIO_BROWSER: 'off',
					MINIO_UPDATE: 'off',
				},
			},
		);
		await expect.poll(() => this.#ready(), { timeout: PATIENCE, interval: 30 }).toBe(true);
	}

	async stop(): Promise<void> {
		await this.#child?.stop();
		this.#child = null;
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}

	/** A bucket as most tools make it: without versions. */
	async createBucket(bucket: string): Promise<void> {
		await this.#ask('PUT', `/${bucket}`);
	}

	/** A bucket as a team uses it: with versions. */
	async createVersionedBucket(bucket: string): Promise<void> {
		await this.createBucket(bucket);
		const status = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
		await this.#ask('PUT', `/${bucket}?versioning`, status);
	}

	/** The bytes of an object, as text; of one version when it is named. */
	async object(bucket: string, key: string, version?: string): Promise<string> {
		const query = version ? `?versionId=${encodeURIComponent(version)}` : '';
		return (await this.#ask('GET', `/${bucket}/${key}${query}`)).text();
	}

	/** The native versions of an object, newest first. */
	async versions(bucket: string, key: string): Promise<ObjectVersion[]> {
		const xml = await (
			await this.#ask('GET', `/${bucket}?versions&prefix=${encodeURIComponent(key)}`)
		).text();
		return [...xml.matchAll(/<Version>.*?<\/Version>/gs)].map(([version]) => ({
			id: inside(version, 'VersionId'),
			isLatest: inside(version, 'IsLatest') === 'true',
		}));
	}

	/** The delete markers of an object, newest first. */
	async deleteMarkers(bucket: string, key: string): Promise<ObjectVersion[]> {
		const xml = await (
			await this.#ask('GET', `/${bucket}?versions&prefix=${encodeURIComponent(key)}`)
		).text();
		return [...xml.matchAll(/<DeleteMarker>.*?<\/DeleteMarker>/gs)].map(([marker]) => ({
			id: inside(marker, 'VersionId'),
			isLatest: inside(marker, 'IsLatest') === 'true',
		}));
	}

	/** The names of an object's tags, in order; of one version when it is named. */
	async tags(bucket: string, key: string, version?: string): Promise<string[]> {
		const query = version ? `&versionId=${encodeURIComponent(version)}` : '';
		const xml = await (await this.#ask('GET', `/${bucket}/${key}?tagging${query}`)).text();
		return [...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, name]) => name ?? '').sort();
	}

	/** Enabled, Suspended, or empty when the bucket keeps no versions. */
	async versioning(bucket: string): Promise<string> {
		return inside(await (await this.#ask('GET', `/${bucket}?versioning`)).text(), 'Status');
	}

	async #ask(method: string, path: string, body?: string): Promise<Response> {
		const answer = await this.#client.fetch(this.endpoint + path, { method, body });
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer;
	}

	async #ready(): Promise<boolean> {
		if (!this.#child?.running) throw new Error(`MinIO ended: ${this.#child?.stderr}${this.#child?.stdout}`);
		try {
			// Its health address says yes a moment before it takes requests.
			return (await this.#client.fetch(this.endpoint)).ok;
		} catch {
			return false;
		}
	}
}

function inside(xml: string, name: string): string {
	return new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
