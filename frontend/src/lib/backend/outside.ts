// What other programs do to the files of workflows. Names are those of backend/designer/outside.go.

import type { Problem } from './problem';

/** What another program wrote into a workflow's file, workflow.yaml, instead of a version. */
export interface OutsideEdit {
	workflow_id: number;
	/** False: the file has the text of a version, or none. */
	found: boolean;
	/** Empty with a problem. */
	yaml_content: string;
	/** When the file was written, by its own word; null when nothing was found. */
	edited_at: string | null;
	/** Why the text could not become a version; null when it could. */
	problem: Problem | null;
}

export interface OutsideBackend {
	/**
	 * Says which workflows this page has open, by a name that it has made up for itself. Their files are looked at until it
	 * says otherwise or is silent for five minutes; events tell what is found.
	 */
	attend(page: string, workflowIds: number[]): Promise<void>;
	outside(workflowId: number): Promise<OutsideEdit>;
}
