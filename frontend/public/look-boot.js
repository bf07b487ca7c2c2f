// Sets the theme before the first paint. It is a file of its own because the Content-Security-Policy allows no inline
// script; src/lib/look/look.svelte.ts takes over from here and knows the same key.
(function () {
	var choice = null;
	try {
		choice = localStorage.getItem('workflow-designer.theme');
	} catch {
		// Storage may be forbidden; then the system's theme is used.
	}
	var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
	document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
