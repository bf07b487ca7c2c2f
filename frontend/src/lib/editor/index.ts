// Imported with import(), so that the frame is on the screen before CodeMirror is read.
import './panels.css';

export { default } from './Editor.svelte';
/** Shows what one text would change in another; read when it is wanted. */
export const difference = () => import('./Difference.svelte');
export { changesTo } from './changes';
export { readOnly } from './setup';
export { valueField } from './valueField';
