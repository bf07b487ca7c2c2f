import { afterAll, expect, it } from 'vitest';
import { scene } from '$lib/backend/scene';
import { Desk } from '$lib/desk';
import { Speech } from '$lib/words';
import { actionsOf } from './actions';

const speech = new Speech({ getItem: () => null, setItem: () => {} }, ['en'], { lang: '' });
afterAll(() => speech.choose('en'));

it('calls every action by a name that follows the language in force', async () => {
	const desk = new Desk(scene('?scene=local'), null, {
		getItem: () => null,
		setItem: () => {},
		removeItem: () => {},
	});
	const actions = Object.entries(actionsOf(desk));
	const names = () => new Map(actions.map(([key, { name }]) => [key, name]));
	await speech.choose('en');
	const english = names();
	await speech.choose('id');
	const indonesian = names();

	expect(english.get('saveVersion')).toBe('Save version');
	expect(indonesian.get('saveVersion')).toBe('Simpan versi');
	expect([...english, ...indonesian].filter(([, name]) => !name)).toEqual([]);
	const same = actions.map(([key]) => key).filter((key) => english.get(key) === indonesian.get(key));
	// It is the same word in both.
	expect(same).toEqual(['showDiagram']);
});
