// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { held, put, wordsOf } from './richtext';

it('of a formatted text only plain elements get into the page', () => {
	const area = document.createElement('div');
	put(
		area,
		'<p onclick="x()">One <b style="position:fixed">two</b></p><script>bad()</script><img src=x onerror=bad()>' +
			'<a href="javascript:x">three</a><svg><circle/></svg><ul><li>four</li></ul>',
	);
	expect(area.innerHTML).toBe('<p>One <b>two</b></p>three<ul><li>four</li></ul>');
});

it('an area without words holds nothing, whatever is left of their form', () => {
	const area = document.createElement('div');
	area.innerHTML = '<p><br></p>';
	expect(held(area)).toBe('');
	expect(area.childNodes).toHaveLength(0);
});

it('to read only, each block is on a line of its own', () => {
	expect(wordsOf('<p>One</p><ul><li>two</li><li>three</li></ul>')).toBe('One\ntwo\nthree');
});
