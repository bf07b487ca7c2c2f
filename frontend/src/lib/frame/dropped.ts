/** Files of other programs are dragged, not a tab, a text or a step. */
export function holdsFiles(dragged: DataTransfer | null): dragged is DataTransfer {
	return dragged?.types.some((type) => /^files$/i.test(type)) ?? false;
}

/** So many files of folders are looked at; more than one import takes. */
const MOST = 2_001;

/**
 * The files that were dropped, and those of dropped folders that can hold workflows. Must be called while the drop is being
 * dealt with.
 */
export async function filesOf(dropped: DataTransfer): Promise<File[]> {
	const entries = [...dropped.items]
		.filter(({ kind }) => kind === 'file')
		.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
	const files: File[] = [];
	for (const { entry, file } of entries) {
		if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, files);
		else if (file) files.push(file);
	}
	return files;
}

async function walk(folder: FileSystemDirectoryEntry, files: File[]): Promise<void> {
	const reader = folder.createReader();
	const entries: FileSystemEntry[] = [];
	for (;;) {
		// It gives a part at a time, and none at the end.
		const part = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
		if (part.length === 0) break;
		entries.push(...part);
	}
	entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
	for (const entry of entries) {
		if (files.length >= MOST) return;
		if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, files);
		else if (/\.(ya?ml|zip)$/i.test(entry.name)) {
			files.push(
				await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed)),
			);
		}
	}
}
