export default {
	form: (fields: number) => `Request form, ${fields === 1 ? '1 field' : `${fields} fields`}`,
	finish: 'End',
	missing: (name: string) => `No step ${name}`,
	added: 'added',
	removed: 'removed',
	changed: 'changed',
};
