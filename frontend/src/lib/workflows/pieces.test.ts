import { expect, it } from 'vitest';
import { piecesOf } from './pieces';

it.each([
	['Leave request', [], 'Leave request'],
	['Leave request', [{ from: 0, to: 5 }], '[Leave] request'],
	['a 👩🏽‍💼 leave', [{ from: 7, to: 12 }], 'a 👩🏽‍💼 [leave]'],
	['ab', [{ from: 0, to: 1 }, { from: 1, to: 2 }], '[a][b]'],
	['ab', [{ from: 0, to: 2 }, { from: 1, to: 2 }], '[ab]'],
	['', [], ''],
])('%j with %j', (text, marks, shown) => {
	expect(piecesOf(text, marks).map((p) => (p.marked ? `[${p.text}]` : p.text)).join('')).toBe(shown);
}); // prettier-ignore
