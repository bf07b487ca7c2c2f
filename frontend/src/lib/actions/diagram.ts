import type { Desk, DiagramHandle } from '$lib/desk';
import { say } from '$lib/words';
import type { Action } from './action';

/** What a person can do with the diagram and the pane that it is in. */
export function diagramActions(desk: Desk) {
	const open = () => (desk.room === 'design' && desk.document ? null : say.diagram.noWorkflow);
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
	return {
		showDiagram: {
			name: say.diagram.title,
			keys: 'Mod+1',
			blocked: open,
			run: () => {
				desk.layout.sideTab = 'diagram';
				show(desk);
			},
		},
		showForm: {
			name: say.diagram.formTab,
			keys: 'Mod+2',
			blocked: open,
			run: () => {
				desk.layout.sideTab = 'form';
				show(desk);
			},
		},
		switchPane: {
			name: say.diagram.between,
			keys: 'Mod+E',
			blocked: open,
			run: () => switchPane(desk),
		},
		addStepAfter: { name: say.diagram.addAfter, keys: 'Mod+Alt+N', ...changing((d) => d.addAfter()) },
		removeStep: {
			name: say.diagram.removeStep,
			keys: 'Delete',
			applies: inItself,
			...changing((d) => d.removeStep()),
		},
		inspectStep: {
			name: say.diagram.inspect,
			keys: 'Enter',
			applies: inItself,
			...inDiagram((d) => d.inspect()),
		},
		zoomIn: { name: say.diagram.larger, keys: '+', applies: inItself, ...inDiagram((d) => d.zoom(1)) },
		zoomOut: { name: say.diagram.smaller, keys: '-', applies: inItself, ...inDiagram((d) => d.zoom(-1)) },
		actualSize: {
			name: say.diagram.actualSize,
			keys: '0',
			applies: inItself,
			...inDiagram((d) => d.actualSize()),
		},
		fitDiagram: { name: say.diagram.fitAll, keys: 'F', applies: inItself, ...inDiagram((d) => d.fit()) },
		saveSvg: { name: say.diagram.saveSvgAll, ...inDiagram((d) => d.exportSvg()) },
		savePng: { name: say.diagram.savePngAll, ...inDiagram((d) => d.exportPng()) },
		printDiagram: { name: say.diagram.printAll, ...inDiagram((d) => d.print()) },
		followCaret: {
			name: say.diagram.follow,
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
