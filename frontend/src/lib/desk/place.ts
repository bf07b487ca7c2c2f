import type { TextRange } from '$lib/backend';
import type { OpenDocument } from '$lib/document';

/** A place in the text of a document, counted in characters. */
export interface Place {
	document: OpenDocument;
	range: TextRange;
}
