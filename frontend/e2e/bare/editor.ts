import { EditorView } from '@codemirror/view';

// The least that any page with CodeMirror takes.
new EditorView({
	parent: document.body.appendChild(document.createElement('div')),
}).dom.parentElement?.classList.add('editor');
