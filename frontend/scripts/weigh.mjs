// Weighs what the built page loads before it can be used, and fails when it is too much, or when a room that a person comes to
// later has got into it.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { PARTS } from './parts.mjs';

/** The most that the first screen may load, in KB of 1,024 bytes, gzip. */
const LIMIT = 350;

const FRAME = 'src/main.ts';
/** A workflow that was left open can be typed into when these are there; the diagram beside it comes after. */
const DESIGN = 'src/lib/design/DesignRoom.svelte';
const EDITOR = 'src/lib/editor/index.ts';
const DIAGRAM = 'src/lib/diagram/DiagramPane.svelte';

/** What is loaded when a person comes to it. */
const LATER = [
	/^src\/lib\/(activity|analytics|compare|conflict|diagram|form|history|import|palette|problems|search|settings|simulate)\/.*\.svelte$/,
	/^src\/lib\/words\/id\//,
	/^node_modules\/(@xyflow|@dagrejs|@codemirror\/merge|chart\.js)$/,
];

const dist = new URL('../dist/', import.meta.url);
/** @type {Record<string, import('./parts.mjs').Part>} */
const parts = read();
const limited = loads(FRAME, DESIGN, EDITOR);

const frame = weigh(loads(FRAME));
const complete = weigh(loads(FRAME, DESIGN, EDITOR, DIAGRAM));
if (process.argv.includes('--bench')) {
	const figures = [
		`${frame / 1_024} KB/frame`,
		`${weigh(limited) / 1_024} KB/editor`,
		`${complete / 1_024} KB/diagram`,
	];
	console.log(`BenchmarkFirstScreen 1 ${figures.join(' ')}`);
}
console.log(`JavaScript of the first screen, in KB gzip:
  the frame, with nothing open      ${kb(frame)}
  with a workflow open              ${kb(weigh(limited))}  at most ${LIMIT}
  and when the diagram has come too ${kb(complete)}`);

const faults = [...limited]
	.flatMap((file) => part(file).modules)
	.filter((name) => LATER.some((later) => later.test(name)))
	.map((name) => `${name} is loaded at once. Import what uses it with import(), when a person comes to it.`);
if (weigh(limited) > LIMIT * 1_024) faults.push(`The first screen loads more than ${LIMIT} KB.`);
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

/** The files that are loaded before these modules can run. @param {string[]} modules */
function loads(...modules) {
	/** @type {Set<string>} */
	const reached = new Set();
	/** @param {string} file */
	const reach = (file) => {
		if (reached.has(file)) return;
		reached.add(file);
		part(file).imports.forEach(reach);
	};
	for (const name of modules) {
		const file = Object.keys(parts).find((one) => part(one).modules.includes(name));
		if (!file) throw new Error(`The page has no ${name}: weigh.mjs has to name what is loaded first.`);
		reach(file);
	}
	return reached;
}

/** In bytes, gzip. @param {Set<string>} files */
function weigh(files) {
	return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0);
}

/** @param {number} bytes */
function kb(bytes) {
	return (bytes / 1_024).toFixed(0).padStart(4);
}

/** @param {string} file */
function part(file) {
	return parts[file] ?? { modules: [], imports: [] };
}

function read() {
	try {
		return JSON.parse(readFileSync(new URL(PARTS, dist), 'utf8'));
	} catch (cause) {
		throw new Error('There is no built page to weigh: run `make page`.', { cause });
	}
}
