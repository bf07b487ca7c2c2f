import type { Desk, DiagramHandle } from '$lib/desk';
import type { Action } from './action';

/** What a person can do with the diagram and the pane that it is in. */
export function diagramActions(desk: Desk) {
	const open = () => (desk.room === 'design' && desk.document ? null : 'Open a workflow first.');
	const drawn = () => open() ?? (desk.diagram ? null : 'Show the diagram first.');
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
	return {
		showDiagram: {
			name: 'Diagram',
			keys: 'Mod+1',
			blocked: open,
			run: () => {
				desk.layout.sideTab = 'diagram';
				show(desk);
			},
		},
		switchPane: {
			name: 'Between text and diagram',
			keys: 'Mod+E',
			blocked: open,
			run: () => switchPane(desk),
		},
		addStepAfter: { name: 'Add a step after', keys: 'Mod+Alt+N', ...changing((d) => d.addAfter()) },
		removeStep: {
			name: 'Remove the step',
			keys: 'Delete',
			applies: inItself,
			...changing((d) => d.removeStep()),
		},
		inspectStep: {
			name: 'Details of the step',
			keys: 'Enter',
			applies: inItself,
			...inDiagram((d) => d.inspect()),
		},
		zoomIn: { name: 'Larger', keys: '+', applies: inItself, ...inDiagram((d) => d.zoom(1)) },
		zoomOut: { name: 'Smaller', keys: '-', applies: inItself, ...inDiagram((d) => d.zoom(-1)) },
		actualSize: {
			name: 'Show the diagram at 100 %',
			keys: '0',
			applies: inItself,
			...inDiagram((d) => d.actualSize()),
		},
		fitDiagram: { name: 'Fit the diagram', keys: 'F', applies: inItself, ...inDiagram((d) => d.fit()) },
		saveSvg: { name: 'Save the diagram as SVG', ...inDiagram((d) => d.exportSvg()) },
		savePng: { name: 'Save the diagram as PNG', ...inDiagram((d) => d.exportPng()) },
		printDiagram: { name: 'Print the diagram', ...inDiagram((d) => d.print()) },
		followCaret: {
			name: 'Follow the cursor',
			blocked: open,
			run: () => (desk.layout.followCaret = !desk.layout.followCaret),
		},
	} satisfies Record<string, Action>;
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
		return afterwards(() => desk.editor?.focus());
	}
	show(desk);
	afterwards(() => desk.diagram?.focus());
}

/** What is shown only now takes the focus once it is drawn. */
function afterwards(run: () => void): void {
	requestAnimationFrame(() => requestAnimationFrame(run));
}
