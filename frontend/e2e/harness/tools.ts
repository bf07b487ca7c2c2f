import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What was built and what `make setup` installs. Something missing fails the tests: they never pass by not running. */
export const tools = {
	program: () => need([join(root, 'build/bin/workflow-designer')], 'run `make build`'),
	window: () => need([join(root, 'build/bin/workflow-designer-desktop')], 'run `make build`'),
	dragfile: () => need([join(root, 'build/bin/dragfile')], 'run `make build/bin/dragfile`'),
	minio: () => need([process.env.MINIO_BINARY ?? join(root, '.tools/bin/minio')], 'run `make setup`'),
	chromium: () => need(onPath('chromium', 'chromium-browser', 'google-chrome'), 'run `make setup`'),
	xvfb: () => need(onPath('Xvfb'), 'run `make setup`'),
	xdotool: () => need(onPath('xdotool'), 'run `make setup`'),
	import: () => need(onPath('import'), 'run `make setup`'),
	convert: () => need(onPath('convert', 'magick'), 'run `make setup`'),
};

export const artifacts = join(root, 'frontend/e2e/artifacts');
export const pictures = join(root, 'docs/screenshots');

function onPath(...names: string[]): string[] {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function need(candidates: string[], mend: string): string {
	const found = candidates.find(executable);
	if (found) return found;
	const names = [...new Set(candidates.map((path) => path.split('/').pop()))].join(' or ');
	throw new Error(`There is no ${names}: ${mend}, then run the tests again.`);
}

function executable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
