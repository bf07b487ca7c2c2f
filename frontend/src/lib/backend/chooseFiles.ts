/** Asks for files as a browser does; none when the person has changed their mind. */
export function chooseFiles(): Promise<File[]> {
	return new Promise((resolve) => {
		const input = document.createElement('input');
		input.type = 'file';
		input.multiple = true;
		input.accept = '.yaml,.yml,.zip,application/yaml,text/yaml,text/plain,application/zip';
		input.hidden = true;
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
