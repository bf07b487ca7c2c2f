export default {
	untitled: 'Untitled workflow',
};
