import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import type { Action } from './action';

/**
 * What a person can do with the documents that are open. A browser keeps Ctrl W, Ctrl Tab and Ctrl Page Up for its own tabs;
 * Alt does the same there.
 */
export function tabActions(desk: Desk) {
	const { tabs } = desk;
	const here = () => desk.room === 'design';
	const several = () => (tabs.all.length > 1 ? null : say.tabs.onlyOne);
	const walk = (step: 1 | -1) => () => {
		const tab = tabs.neighbour(step);
		if (tab) void desk.showTab(tab);
	};
	const move = (step: 1 | -1) => ({
		applies: here,
		blocked: () => {
			if (tabs.all.length < 2) return say.tabs.onlyOne;
			return tabs.current === tabs.all.at(step > 0 ? -1 : 0) ? say.tabs.atEdge : null;
		},
		run: () => {
			if (tabs.current) tabs.move(tabs.current, tabs.all.indexOf(tabs.current) + step);
		},
	});
	const inWindow = desk.window !== null;
	return {
		closeTab: {
			get name() {
				return say.tabs.closeTab;
			},
			keys: inWindow ? 'Mod+W' : 'Alt+W',
			also: ['Mod+W'],
			applies: here,
			blocked: () => (tabs.current ? null : say.tabs.noneOpen),
			run: () => void desk.closeTab(),
		},
		closeOtherTabs: {
			get name() {
				return say.tabs.closeOthers;
			},
			blocked: several,
			run: () => void desk.closeOtherTabs(),
		},
		reopenTab: {
			get name() {
				return say.tabs.reopen;
			},
			keys: inWindow ? 'Mod+Shift+T' : 'Alt+Shift+W',
			blocked: () => (tabs.closed.length > 0 ? null : say.tabs.noneClosed),
			run: () => void desk.reopenTab(),
		},
		nextTab: {
			get name() {
				return say.tabs.next;
			},
			keys: inWindow ? 'Mod+Tab' : 'Alt+PageDown',
			also: ['Mod+Tab', 'Mod+PageDown', 'Alt+PageDown'],
			applies: here,
			blocked: several,
			run: walk(1),
		},
		previousTab: {
			get name() {
				return say.tabs.previous;
			},
			keys: inWindow ? 'Mod+Shift+Tab' : 'Alt+PageUp',
			also: ['Mod+Shift+Tab', 'Mod+PageUp', 'Alt+PageUp'],
			applies: here,
			blocked: several,
			run: walk(-1),
		},
		moveTabRight: {
			get name() {
				return say.tabs.moveRight;
			},
			keys: 'Mod+Shift+PageDown',
			...move(1),
		},
		moveTabLeft: {
			get name() {
				return say.tabs.moveLeft;
			},
			keys: 'Mod+Shift+PageUp',
			...move(-1),
		},
	} satisfies Record<string, Action>;
}
