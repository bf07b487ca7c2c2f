import type { SyncStatus, WorkflowEvent } from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { say } from '$lib/words';
import { undeleteWorkflow } from './deletion';
import type { Desk } from './desk.svelte';

/** So long changes are gathered before the lists are read again, in ms. */
const PAUSE = 250;

type Told = WorkflowEvent & { name: string };

/** What happens outside this window: the lists follow it, and a person is told what concerns them. */
export class News {
	#listening = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#reading = false;
	#due = false;

	constructor(private readonly desk: Desk) {}

	/** Listens as long as the window is there. */
	listen(): void {
		if (this.#listening) return;
		this.#listening = true;
		this.desk.backend.subscribe((event) => {
			if (event.kind === 'sync') this.#sync(event.status);
			else if (event.kind === 'workflow')
				void this.#workflow({ ...event, name: event.name || say.workflows.numbered(event.workflow_id) });
		});
	}

	#sync(status: SyncStatus): void {
		const { sync } = this.desk;
		const wasRunning = sync.status?.state === 'syncing';
		if (sync.hear(status)) this.#lists();
		if (wasRunning && status.state !== 'syncing' && sync.runs) void sync.readRuns();
	}

	/** Reads the lists again, soon and not more often than needed: a clone tells of thousands of workflows. */
	#lists(): void {
		this.#due = true;
		if (this.#timer || this.#reading) return;
		this.#timer = setTimeout(() => void this.#read(), PAUSE);
	}

	async #read(): Promise<void> {
		this.#timer = undefined;
		this.#due = false;
		this.#reading = true;
		await this.desk.shelf.refresh();
		this.#reading = false;
		if (this.#due) this.#lists();
	}

	async #workflow(event: Told): Promise<void> {
		const { desk } = this;
		if (event.what === 'checked') return this.#lists();
		if (event.what === 'scenarios') return desk.test?.scenariosChanged();
		if (event.what === 'renumbered') await this.#renumbered(event);
		this.#lists();
		if (desk.timeline?.workflowId === event.workflow_id) void desk.timeline.refresh();
		if (desk.conflict?.workflowId === event.workflow_id && event.what !== 'sent') void desk.reloadConflict();
		const open = this.#open(event) !== null;
		switch (event.what) {
			case 'pulled':
				return open ? this.#pulled(event) : undefined;
			case 'merged':
				return this.#merged(event);
			case 'conflict':
				return this.#conflict(event);
			case 'kept':
				return this.#kept(event);
			case 'deleted':
			case 'undeleted':
				return open ? this.#goneOrBack(event) : undefined;
			case 'edited':
				return this.#look(event);
			case 'saved':
				await desk.follow(this.#open(event));
				return this.#look(event);
			case 'resolved':
			case 'sent':
				await desk.follow(this.#open(event));
		}
	}

	async #look(event: Told): Promise<void> {
		const doc = this.#open(event);
		if (doc) await this.desk.outside.look(doc);
	}

	async #pulled(event: Told): Promise<void> {
		const learned = await this.desk.follow(this.#open(event));
		if (!learned || (!learned.taken && !learned.doc.newer)) return;
		const { latest, taken } = learned;
		this.desk.toasts.show({
			title: say.desk.savedVersion(this.#who(event), latest.number, event.name),
			lines: [taken ? say.desk.openNow : say.desk.editsStayBoth],
			act: this.#showChanges(event),
		});
	}

	async #merged(event: Told): Promise<void> {
		const learned = await this.desk.follow(this.#open(event));
		this.desk.toasts.show({
			title: this.#mine(event)
				? say.desk.myVersionsMerged(event.name)
				: say.desk.versionsMerged(this.#who(event), event.name),
			lines: [
				learned ? say.desk.nothingClashedIn(learned.latest.number) : say.desk.nothingClashed,
				...(learned?.doc.newer ? [say.desk.editsStayToo] : []),
			],
			tone: 'good',
			act: this.#showChanges(event),
		});
	}

	#conflict(event: Told): void {
		const { desk } = this;
		if (desk.room === 'conflict' && desk.conflict?.workflowId === event.workflow_id) return;
		const title = this.#mine(event)
			? say.desk.iClashed(event.name)
			: say.desk.weClashed(this.#who(event), event.name);
		desk.toasts.show({
			title,
			lines: [say.desk.bothKept],
			tone: 'attention',
			act: { name: say.save.decideNow, run: () => void desk.decide(event.workflow_id) },
		});
	}

	async #goneOrBack(event: Told): Promise<void> {
		const { desk } = this;
		const learned = await desk.follow(this.#open(event));
		if (!learned) return;
		if (event.what === 'undeleted') {
			return desk.toasts.show({ title: say.desk.broughtBack(this.#who(event), event.name) });
		}
		if (!learned.latest.deleted) return;
		desk.toasts.show({
			// A bucket does not say who deleted something.
			title: event.author
				? say.desk.deletedBy(this.#who(event), event.name)
				: say.desk.deletedElsewhere(event.name),
			lines: [say.desk.staysHere],
			tone: 'attention',
			act: { name: say.actions.names.undeleteWorkflow, run: () => void undeleteWorkflow(desk, event) },
		});
	}

	async #kept(event: Told): Promise<void> {
		await this.desk.follow(this.#open(event));
		this.desk.toasts.show({
			title: say.desk.deletedWhileEdited(event.name),
			lines: [say.desk.editWins],
			act: this.#showChanges(event),
		});
	}

	async #renumbered(event: Told): Promise<void> {
		const { desk } = this;
		await desk.shelf.refreshDrafts();
		desk.recent.renumber(event.from_workflow_id ?? 0, event.workflow_id);
		const tab = desk.tabs.ofWorkflow(event.from_workflow_id ?? 0);
		if (!tab) return;
		tab.renumber(event.workflow_id);
		desk.remember();
		if (desk.timeline && desk.tabs.current === tab) desk.openTimeline();
		desk.toasts.show({
			title: say.desk.renumbered(event.name, event.workflow_id),
			lines: [say.desk.numberTaken(event.from_workflow_id)],
		});
	}

	/** The document in whose tab the workflow has been shown, whether or not it is shown now. */
	#open(event: Told): OpenDocument | null {
		return this.desk.tabs.ofWorkflow(event.workflow_id)?.document ?? null;
	}

	#mine(event: Told): boolean {
		return !!event.author && event.author === this.desk.info?.author;
	}

	#who(event: Told): string {
		if (this.#mine(event)) return say.desk.youElsewhere;
		return event.author || say.words.anotherTool;
	}

	#showChanges(event: Told) {
		const { workflow_id, version_id } = event;
		return {
			name: say.desk.showChanges,
			run: () => void this.desk.showVersion(workflow_id, version_id ?? ''),
		};
	}
}
