// Figures of what was saved. Names are those of backend/designer/analyticsanswers.go. Sizes are bytes, times RFC 3339.

/** A day, week or month of UTC. */
export interface AnalyticsPoint {
	from: string;
	/** Saved in it; without deletions. */
	versions: number;
	/** Of them; the empty name: nobody knows who. */
	by_author: Record<string, number>;
	/** At its end, as all that follows. */
	workflows: number;
	/** Whose latest version has no errors; of those that are neither valid nor invalid nobody knows. */
	valid: number;
	invalid: number;
	bytes: number;
}

export interface PersonFigures {
	author: string;
	versions: number;
	/** In which. */
	workflows: number;
	last_at: string;
}

export interface WorkflowFigures {
	workflow_id: number;
	name: string;
	/** In the time that was asked for. */
	versions: number;
	by_author: Record<string, number>;
	/** Versions of all time. */
	all: number;
	/** Of all of them. */
	bytes: number;
	/** Of the latest, as all that follows. */
	size: number;
	/** null while nobody knows. */
	step_count: number | null;
	error_count: number | null;
	last_at: string;
	last_author: string;
}

export interface StorageFigures {
	versions_here: number;
	/** Whose texts are only in the bucket, as far as this computer knows of them. */
	versions_elsewhere: number;
	versions_in_bucket: number;
	bytes_here: number;
	bytes_elsewhere: number;
	bytes_in_bucket: number;
}

export interface CompanyAnalytics {
	from: string;
	to: string;
	by: 'day' | 'week' | 'month';
	workflows: number;
	versions: number;
	points: AnalyticsPoint[];
	/** Who saved in this time, the one with the most versions first. */
	people: PersonFigures[];
	/** The one with the most versions in this time first. */
	changed: WorkflowFigures[];
	storage: StorageFigures;
	/** Versions of which it is not found out yet what their texts say. */
	unchecked: number;
}

export interface VersionFigures {
	version_id: string;
	number: number;
	at: string;
	author: string;
	size: number;
	deleted: boolean;
	beside: boolean;
	/** null while nobody knows, as the next three. */
	step_count: number | null;
	error_count: number | null;
	warning_count: number | null;
	/** How many things it changed. */
	changes: number | null;
}

export interface EditorFigures {
	author: string;
	versions: number;
	/** By step: how many of their versions changed it. */
	steps: Record<string, number>;
	last_at: string;
}

export interface StepFigures {
	/** Its id now, or the last it had. */
	step: string;
	name: string;
	/** Versions that changed, made or removed it. */
	changes: number;
	/** From 0 to 1: its share of the most changed step's changes. */
	heat: number;
	by_author: Record<string, number>;
	last_at: string;
	last_author: string;
	last_version: string;
	/** The latest version has it. */
	here: boolean;
}

export interface WorkflowAnalytics {
	workflow_id: number;
	name: string;
	/** Oldest first. */
	versions: VersionFigures[];
	people: EditorFigures[];
	/** The one that changed most first. */
	steps: StepFigures[];
	/** What changes were about, as the change list names it. */
	subjects: { subject: string; changes: number }[];
	storage: StorageFigures;
	/** Versions of which it is not found out yet what they changed: ask again. */
	uncounted: number;
	/** Versions of which nobody can tell here: a text is only in the bucket. */
	elsewhere: number;
}

/** The part of the Backend that makes figures. */
export interface AnalyticsBackend {
	/** Of the last so many days; 0 is all there is. */
	companyAnalytics(days: number): Promise<CompanyAnalytics>;
	workflowAnalytics(workflowId: number): Promise<WorkflowAnalytics>;
}
