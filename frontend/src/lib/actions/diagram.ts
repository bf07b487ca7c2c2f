import type { Desk, DiagramHandle } from '$lib/desk';
import { say } from '$lib/words';
import { named } from './action';

/** What a person can do with the diagram and the pane that it is in. */
export function diagramActions(desk: Desk) {
	const open = () => (desk.room === 'design' && desk.document ? null : say.actions.openFirst);
	const drawn = () => open() ?? (desk.diagram ? null : say.diagram.noDiagram);
	const inDiagram = (act: (diagram: DiagramHandle) => void) => ({
		blocked: drawn,
		run: () => {
			if (desk.diagram) act(desk.diagram);
		},
	});
	const changing = (act: (diagram: DiagramHandle) => void) => ({
		...inDiagram(act),
		blocked: () => drawn() ?? desk.diagram?.blocked() ?? null,
	});
	return named({
		showDiagram: {
			keys: 'Mod+1',
			blocked: open,
			run: () => {
				desk.layout.sideTab = 'diagram';
				show(desk);
			},
		},
		showForm: {
			keys: 'Mod+2',
			blocked: open,
			run: () => {
				desk.layout.sideTab = 'form';
				show(desk);
			},
		},
		switchPane: {
			keys: 'Mod+E',
			blocked: open,
			run: () => switchPane(desk),
		},
		addStepAfter: { keys: 'Mod+Alt+N', ...changing((d) => d.addAfter()) },
		removeStep: {
			keys: 'Delete',
			applies: inItself,
			...changing((d) => d.removeStep()),
		},
		inspectStep: {
			keys: 'Enter',
			applies: inItself,
			...inDiagram((d) => d.inspect()),
		},
		zoomIn: { keys: '+', applies: inItself, ...inDiagram((d) => d.zoom(1)) },
		zoomOut: { keys: '-', applies: inItself, ...inDiagram((d) => d.zoom(-1)) },
		actualSize: {
			keys: '0',
			applies: inItself,
			...inDiagram((d) => d.actualSize()),
		},
		fitDiagram: { keys: 'F', applies: inItself, ...inDiagram((d) => d.fit()) },
		saveSvg: { ...inDiagram((d) => d.exportSvg()) },
		savePng: { ...inDiagram((d) => d.exportPng()) },
		printDiagram: { ...inDiagram((d) => d.print()) },
		followCaret: {
			blocked: open,
			run: () => (desk.layout.followCaret = !desk.layout.followCaret),
		},
	});
}

/** The diagram listens to its plain keys itself, while it has the focus; they stand here for menus and tooltips. */
function inItself(): boolean {
	return false;
}

/** Shows the pane: beside the text where there is room, else in its place. */
function show(desk: Desk): void {
	const { layout } = desk;
	if (layout.side === 'closed') layout.side = 'beside';
	if (desk.narrow) layout.side = 'whole';
}

function switchPane(desk: Desk): void {
	const { layout } = desk;
	const inPane =
		document.activeElement?.closest('[data-side-pane]') !== null && document.activeElement !== null;
	if (inPane || (desk.narrow && layout.side === 'whole')) {
		if (layout.side === 'whole') layout.side = 'beside';
		else return desk.editor?.focus();
		return afterwards(() => desk.editor?.focus());
	}
	const drawn = desk.diagram;
	show(desk);
	if (drawn) drawn.focus();
	else afterwards(() => (desk.diagram ? desk.diagram.focus() : focusPane()));
}

/** What the pane shows in the place of the diagram says itself where one begins. */
function focusPane(): void {
	document.querySelector<HTMLElement>('[data-side-pane] [data-first-focus]')?.focus();
}

/** What is shown only now takes the focus once it is drawn. */
function afterwards(run: () => void): void {
	requestAnimationFrame(() => requestAnimationFrame(run));
}
