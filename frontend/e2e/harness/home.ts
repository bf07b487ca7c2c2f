import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A line of a workflow's journal, as far as tests look at it. */
export interface JournalLine {
	comment?: string;
	prompt?: string;
	author?: string;
	/** The local id of the version that it tells of. */
	uid?: string;
}

export interface StoredDraft {
	yaml_content: string;
	prompt: string;
	version_comment: string;
}

/** A person's computer as the program sees it: folders of its own, nothing of the developer's. */
export class Home {
	readonly root = mkdtempSync(join(tmpdir(), 'workflow-designer-'));
	/** Where versions are kept. */
	readonly files = join(this.root, 'data', 'workflow-designer', 'workflow_files');
	readonly env: Record<string, string>;

	constructor(author = 'Ana Lindqvist') {
		for (const folder of ['data', 'config', 'cache', 'run'])
			mkdirSync(join(this.root, folder), { mode: 0o700 });
		this.env = {
			PATH: process.env.PATH ?? '',
			HOME: this.root,
			XDG_DATA_HOME: join(this.root, 'data'),
			XDG_CONFIG_HOME: join(this.root, 'config'),
			XDG_CACHE_HOME: join(this.root, 'cache'),
			XDG_RUNTIME_DIR: join(this.root, 'run'),
			// No bus, so that no key ever reaches the keyring of the person who runs the tests.
			DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(this.root, 'no-bus')}`,
			LOCAL_STORAGE_PATH: this.files,
			DESIGNER_AUTHOR: author,
			DEBUG: 'true',
			TZ: 'UTC',
			LANG: 'C.UTF-8',
		};
	}

	/** The latest text of a workflow, as any program finds it on disk. */
	workflowFile(id: number): string {
		return readFileSync(join(this.#workflow(id), 'workflow.yaml'), 'utf8');
	}

	/** The text of one version. */
	versionFile(id: number, localId: string): string {
		return readFileSync(join(this.#workflow(id), 'versions', `${localId}.yaml`), 'utf8');
	}

	/** The journal of a workflow, oldest line first; empty when nothing was saved. */
	journal(id: number): JournalLine[] {
		return this.#lines(this.journalFile(id));
	}

	journalFile(id: number): string {
		return join(this.#workflow(id), 'history.jsonl');
	}

	/** The activity log: who changed what, one line a deed. */
	get activityFile(): string {
		return join(this.files, 'companies', '1', 'activity.jsonl');
	}

	drafts(): StoredDraft[] {
		const folder = join(this.files, 'companies', '1', 'drafts');
		return names(folder)
			.filter((name) => name.endsWith('.json'))
			.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredDraft);
	}

	/** The settings folder: names and texts of all files. */
	settingsFiles(): { name: string; text: string }[] {
		const folder = join(this.root, 'config', 'workflow-designer');
		return names(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
	}

	#workflow(id: number): string {
		return join(this.files, 'companies', '1', 'workflows', String(id));
	}

	#lines(path: string): JournalLine[] {
		try {
			return readFileSync(path, 'utf8')
				.split('\n')
				.filter(Boolean)
				.map((line) => JSON.parse(line) as JournalLine);
		} catch (thrown) {
			if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
			throw thrown;
		}
	}
}

function names(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw thrown;
	}
}
