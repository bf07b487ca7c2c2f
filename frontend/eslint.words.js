// What a person reads belongs in the catalogue (src/lib/words), in every language. These rules find what was left elsewhere.

/** Attributes of elements, and properties of components, that are read out or shown. */
const SPOKEN = new Set([
	'about',
	'alt',
	'aria-description',
	'aria-label',
	'aria-placeholder',
	'aria-roledescription',
	'aria-valuetext',
	'hint',
	'label',
	'placeholder',
	'reason',
	'text',
	'title',
	'words',
]);

/** The same in every language: the product, signs, the words of the language itself, and examples of what can be typed. */
const SAME = new Set([
	'Workflow Designer',
	'ApprovalML',
	'YAML',
	'TLS',
	'Aa',
	'not in',
	'https://s3.example.com',
	'workflow-files',
	'us-east-1',
]);
/** Names of keys, alone or together: "Shift Enter". */
const KEYS = /^((Mod|Ctrl|Alt|Shift|Enter|Esc|Escape|Delete|Home|End|Space|Tab)[ +]?)+$/;

const LETTERS = /\p{L}{2}/u;
/** A word with a capital, or several words: "Saved", "not there". */
const PROSE = /^\p{Lu}\p{Ll}+$|\p{L}{2}[,.:;’]? \p{L}{2}/u;
/** CSS, paths and names of classes. */
const CODE = /[\w-]\(|^[a-z-]+: |--|[#<>{}[\]=|]|\dpx|^(?=.*[a-z]-[a-z])[a-z0-9 -]+$/;

const isProse = (text) => PROSE.test(text) && !CODE.test(text) && !isSame(text);

/** Where a string is a name for machines. */
const CALLS = new Set([
	'add',
	'call',
	'closest',
	'getChild',
	'list',
	'matchMedia',
	'matches',
	'MediaQuery',
	'querySelector',
	'querySelectorAll',
	'remove',
	'toggle',
]);
const MACHINE = new Set(['class', 'className', 'key', 'code', 'event', 'kind', 'font', 'role', 'd']);

function isSame(text) {
	return SAME.has(text.trim()) || KEYS.test(text.trim());
}

/** True where the string is not shown: a type, a comparison, a selector, an error of the program itself. */
function forMachines(node) {
	const parent = node.parent;
	if (!parent) return false;
	switch (parent.type) {
		case 'ImportDeclaration':
		case 'ExportNamedDeclaration':
		case 'ExportAllDeclaration':
		case 'ImportExpression':
		case 'TSLiteralType':
		case 'TSImportType':
		case 'BinaryExpression':
		case 'SwitchCase':
			return true;
		case 'Property':
			if (parent.key === node && !parent.computed) return true;
			return MACHINE.has(parent.key.name ?? parent.key.value);
		case 'MemberExpression':
		case 'TSEnumMember':
		case 'ExpressionStatement':
			return true;
		case 'NewExpression':
			return ['Error', 'TypeError', 'Set', 'Map', 'RegExp', 'Worker', 'URL'].includes(parent.callee.name);
		case 'CallExpression':
			return CALLS.has(parent.callee.property?.name ?? parent.callee.name);
		case 'ArrayExpression':
		case 'ConditionalExpression':
		case 'LogicalExpression':
		case 'TemplateLiteral':
		case 'TSAsExpression':
			return forMachines(parent);
		default:
			return false;
	}
}

const catalogue = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			spoken: 'Put “{{text}}” into the catalogue: src/lib/words.',
			plural: 'A plural is English: say it in src/lib/words/en.',
		},
	},
	create(context) {
		const report = (node, text) =>
			context.report({ node, messageId: 'spoken', data: { text: text.trim().slice(0, 60) } });
		return {
			SvelteText(node) {
				if (node.parent.type === 'SvelteStyleElement') return;
				if (LETTERS.test(node.value) && !isSame(node.value)) report(node, node.value);
			},
			'SvelteAttribute > SvelteLiteral'(node) {
				const { key } = node.parent;
				const component = node.parent.parent.parent.kind === 'component';
				if (!SPOKEN.has(key.name) && !(component && key.name === 'name')) return;
				if (LETTERS.test(node.value) && !isSame(node.value)) report(node, node.value);
			},
			Literal(node) {
				if (typeof node.value === 'string' && isProse(node.value) && !forMachines(node))
					report(node, node.value);
			},
			TemplateLiteral(node) {
				const text = node.quasis.map(({ value }) => value.cooked).join('…');
				if (isProse(text) && !forMachines(node)) report(node, text);
			},
			"ImportDeclaration[source.value='$lib/words'] ImportSpecifier[imported.name='count']"(node) {
				context.report({ node, messageId: 'plural' });
			},
		};
	},
};

/** Where nothing reads a text anew, it stays in the language that was spoken when it was read. */
const follows = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			once: 'Read it in a function, a getter or $derived: here it would not follow a change of language.',
		},
	},
	create(context) {
		return {
			"MemberExpression > Identifier[name='say']"(node) {
				if (node.parent.object !== node) return;
				let inScript = context.filename.endsWith('.ts');
				for (let at = node.parent; at; at = at.parent) {
					if (/Function|^MethodDefinition$|^PropertyDefinition$/.test(at.type)) return;
					if (
						at.type === 'CallExpression' &&
						/^\$(derived|effect)/.test(context.sourceCode.getText(at.callee))
					)
						return;
					if (at.type === 'SvelteScriptElement') inScript = true;
				}
				if (inScript) context.report({ node, messageId: 'once' });
			},
		};
	},
};

export default { rules: { catalogue, follows } };
