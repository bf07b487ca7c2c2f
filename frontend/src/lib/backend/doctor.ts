import type { StorageReport } from './backend';

export interface DoctorBackend {
	/** Looks at everything that saving and sharing need; with fix it first mends what can be mended without losing anything. */
	doctor(fix: boolean): Promise<StorageReport>;
	/** Saves a support bundle where the person says; false when they have changed their mind. */
	saveSupportBundle(): Promise<boolean>;
}
