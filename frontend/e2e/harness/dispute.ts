import type { App } from '../pages';
import type { Program } from './program';
import { follows } from './team';

type Change = [from: string, to: string];

const LIMIT = 'total_amount <= 1000';
const DIRECTOR = 'approver: finance_director';
const REJECTED = 'Your purchase request was rejected. The comments say why.';

/** What one side alone changes. */
const LABEL: Change = ['label: Preferred supplier', 'label: Supplier, if known'];
const TIMEOUT: Change = ['timeout: 2_business_days', 'timeout: 1_business_days'];
const FIELD: Change = [
	'    - name: quotes\n',
	'    - name: cost_centre\n      type: text\n      label: Cost centre\n\n    - name: quotes\n',
];

/** A workflow of which the page and a colleague have changed the same three places, and others besides. */
export class Dispute {
	/** The places, as their headings begin. */
	readonly limit = /^Condition of choice 1 of Amount/;
	readonly director = /^Approver of Finance director/;
	readonly notice = /^Message to the requestor of Rejected/;

	readonly mine: string;
	readonly theirs: string;

	private constructor(private readonly base: string) {
		this.mine = changed(
			base,
			[LIMIT, 'total_amount <= 2500'],
			[DIRECTOR, 'approver: cfo@acme.example'],
			[REJECTED, `${REJECTED} You may ask again with a smaller amount.`],
			LABEL,
		);
		this.theirs = changed(
			base,
			[LIMIT, 'total_amount <= 2000'],
			[DIRECTOR, 'approver: board@acme.example'],
			[REJECTED, `${REJECTED} Decided by \${approver.name}.`],
			TIMEOUT,
			FIELD,
		);
	}

	/** Both save it: the colleague first, then the page, on which the text was edited meanwhile. */
	static async begin(app: App, program: Program, colleague: Program): Promise<Dispute> {
		const { yaml } = await colleague.template('purchase_request');
		const dispute = new Dispute(yaml);
		await colleague.save({ yaml_content: yaml, version_comment: 'From the template' });
		await follows(program);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.design.editor.replace(dispute.mine);
		await colleague.save({
			workflow_id: 1,
			yaml_content: dispute.theirs,
			version_comment: 'After the audit',
		});
		await app.toast.getByText('Elena Markova saved version 2').waitFor();
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.saveMerged.click();
		await app.toast
			.getByText(/Both (versions )?are kept/)
			.first()
			.waitFor();
		return dispute;
	}

	/** What both come to with these three values, with what needed no decision. */
	decided(limit: string, director: string, notice: string): string {
		return changed(
			this.base,
			[LIMIT, limit],
			[DIRECTOR, director],
			[REJECTED, notice],
			LABEL,
			TIMEOUT,
			FIELD,
		);
	}
}

/** A text with one part after the other replaced; each must be there. */
function changed(text: string, ...changes: Change[]): string {
	for (const [from, to] of changes) {
		if (!text.includes(from)) throw new Error(`the text has no ${from}`);
		text = text.replace(from, () => to);
	}
	return text;
}
