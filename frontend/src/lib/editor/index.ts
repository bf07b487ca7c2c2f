// Imported with import(), so that the frame is on the screen before CodeMirror is read.
import './panels.css';

export { default } from './Editor.svelte';
