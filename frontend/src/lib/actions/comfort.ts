import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import type { Action } from './action';

/**
 * How large everything is, and what stands beside the room. Ctrl with + and - belongs to a browser, which enlarges its page
 * with them; Alt does it there.
 */
export function comfortActions(desk: Desk) {
	const { scale } = desk;
	const key = desk.window ? 'Mod+' : 'Alt+';
	const limit = (next: number | null, reason: string) => (next === null ? reason : null);
	return {
		enlarge: {
			get name() {
				return say.comfort.enlarge;
			},
			keys: `${key}+`,
			also: [`${key}=`],
			blocked: () => limit(scale.next(1), say.comfort.largest),
			run: () => scale.step(1),
		},
		shrink: {
			get name() {
				return say.comfort.shrink;
			},
			keys: `${key}-`,
			also: [`${key}_`],
			blocked: () => limit(scale.next(-1), say.comfort.smallest),
			run: () => scale.step(-1),
		},
		usualSize: {
			get name() {
				return say.comfort.usual;
			},
			keys: `${key}0`,
			blocked: () => (scale.size === 100 ? say.comfort.isUsual : null),
			run: () => scale.reset(),
		},
		enlargeText: {
			get name() {
				return say.comfort.enlargeText;
			},
			keys: 'Mod+Alt++',
			also: ['Mod+Alt+='],
			blocked: () => limit(scale.nextText(1), say.comfort.largestText),
			run: () => scale.stepText(1),
		},
		shrinkText: {
			get name() {
				return say.comfort.shrinkText;
			},
			keys: 'Mod+Alt+-',
			also: ['Mod+Alt+_'],
			blocked: () => limit(scale.nextText(-1), say.comfort.smallestText),
			run: () => scale.stepText(-1),
		},
		usualText: {
			get name() {
				return say.comfort.usualText;
			},
			keys: 'Mod+Alt+0',
			blocked: () => (scale.textChanged ? null : say.comfort.isUsualText),
			run: () => scale.resetText(),
		},
		toggleShelf: {
			get name() {
				return say.comfort.shelf;
			},
			keys: 'Mod+B',
			blocked: () => (desk.shelfRoom ? null : say.comfort.noShelf),
			run: () => desk.layout.toggleShelf(),
		},
	} satisfies Record<string, Action>;
}
