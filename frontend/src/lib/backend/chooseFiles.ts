/** Asks for files as a browser does; none when the person has changed their mind. */
export function chooseFiles(): Promise<File[]> {
	return ask(() => {});
}

/** Asks for a folder, and gives the YAML files and zips in it and below it. A folder in which there are none gives none. */
export async function chooseFolder(): Promise<File[]> {
	const files = await ask((input) => (input.webkitdirectory = true));
	return files.filter(({ name, webkitRelativePath }) => {
		const hidden = webkitRelativePath.split('/').some((part) => part.startsWith('.'));
		return !hidden && /\.(ya?ml|zip)$/i.test(name);
	});
}

function ask(change: (input: HTMLInputElement) => void): Promise<File[]> {
	return new Promise((resolve) => {
		const input = document.createElement('input');
		input.type = 'file';
		input.multiple = true;
		input.accept = '.yaml,.yml,.zip,application/yaml,text/yaml,text/plain,application/zip';
		input.hidden = true;
		change(input);
		const settle = () => {
			input.remove();
			resolve([...(input.files ?? [])]);
		};
		input.addEventListener('change', settle);
		input.addEventListener('cancel', settle);
		document.body.append(input);
		input.click();
	});
}
