export default {
	title: 'Look',
	about: 'For this window only. A choice shows at once.',
	theme: 'Theme',
	asSystem: 'As the system',
	light: 'Light',
	dark: 'Dark',
	themeAsSystem: 'Light or dark, as this computer is set.',
	alwaysLight: 'Always light.',
	alwaysDark: 'Always dark.',
	language: 'Language',
	languageAsSystem: 'English or Bahasa Indonesia, as this computer is set.',
	languageAbout: 'Of this program. What a workflow says stays as it is written.',
	drag: {
		horizontal: 'Drag to change the height; double click for the usual one',
		vertical: 'Drag to change the width; double click for the usual one',
	},
	pixels: (n: number) => `${n} pixels`,
};
