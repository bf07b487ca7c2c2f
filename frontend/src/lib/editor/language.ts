import { yamlLanguage } from '@codemirror/lang-yaml';
import { Language, LanguageSupport } from '@codemirror/language';
import { NodeProp, Parser, type Input, type PartialParse, type TreeFragment } from '@lezer/common';

/**
 * Parts of a text that are longer, in letters, are kept one by one: with each key what did not change is taken over as it was.
 * Usually a thousand letters are kept as one, so that most of a text of a thousand lines is read again.
 */
const PART = 64;

const base = yamlLanguage.parser.configure({ bufferLength: PART });
const reading = new NodeProp<true>();

/**
 * Reads YAML, and of an older tree takes over whole keys and entries only. A row of keys it would take over as well, and put
 * below the key that stands before it: after a letter in a long text all further steps were part of the first. So the rows of
 * each reading, the parts without a name, are of types of their own, which no other reading knows.
 */
class ByKeys extends Parser {
	createParse(
		input: Input,
		fragments: readonly TreeFragment[],
		ranges: readonly { from: number; to: number }[],
	): PartialParse {
		const once = base.configure({
			props: [reading.add(({ isAnonymous }) => (isAnonymous ? true : undefined))],
		});
		return once.createParse(input, fragments, ranges);
	}
}

export const language = new LanguageSupport(new Language(yamlLanguage.data, new ByKeys(), [], 'yaml'));
