// Imported with import(), so that the frame is on the screen before CodeMirror is read.
import './panels.css';

export { default } from './Editor.svelte';
export { changesTo } from './changes';
export { readOnly } from './setup';
export { valueField } from './valueField';
