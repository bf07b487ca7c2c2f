/** Lets the browser keep what is at an address of the program's own as a file. */
export function download(address: string, name: string): void {
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.hidden = true;
	document.body.append(link);
	link.click();
	link.remove();
}

/** Lets the browser keep a text as a file, byte for byte. */
export function downloadText(name: string, text: string): void {
	downloadBlob(name, new Blob([text], { type: 'application/yaml' }));
}

/** Lets the browser keep bytes as a file. */
export function downloadBlob(name: string, content: Blob): void {
	const address = URL.createObjectURL(content);
	download(address, name);
	// The browser reads it after the click has been dealt with.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
