export { default as ShapeOf } from './ShapeOf.svelte';
export { default as PlainDiagram } from './PlainDiagram.svelte';
export { default as WalkedDiagram } from './WalkedDiagram.svelte';
export type { Walked } from './walked';

/** The diagram of the open document; loaded when it is first shown. */
export const diagramPane = () => import('./DiagramPane.svelte');
