import { expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState } from '$lib/backend/fake';
import { Doctor } from './doctor.svelte';

function opened() {
	const state = fakeState();
	Object.assign(state.settings, { storage_type: 's3', s3_bucket_name: 'acme' });
	state.bucket.exists = false;
	const backend = fakeBackend(state);
	return { state, backend, doctor: new Doctor(backend) };
}

it('counts what is wrong and mends it', async () => {
	const { doctor } = opened();
	await doctor.look();
	expect(doctor.failed).toBeGreaterThan(0);
	expect(doctor.mendable).toBeGreaterThan(0);

	await doctor.mendAll();
	expect([doctor.failed, doctor.mendable, doctor.looking]).toEqual([0, 0, false]);
});

it('mends one finding and looks at everything again', async () => {
	const { backend, doctor } = opened();
	const look = vi.spyOn(backend, 'doctor');
	await doctor.mend('create_bucket');
	expect(look).toHaveBeenCalledWith(false);
	expect(doctor.failed).toBe(0);
});

it('says why a bundle could not be saved, and nothing when the person has changed their mind', async () => {
	const { backend, doctor } = opened();
	const save = vi.spyOn(backend, 'saveSupportBundle');
	save.mockResolvedValueOnce(false);
	expect([await doctor.bundle(), doctor.problem]).toEqual([false, null]);

	const full = { code: 'disk_full', message: 'There is no room.', hint: 'Make some.' };
	save.mockRejectedValueOnce(new BackendError(full));
	expect(await doctor.bundle()).toBe(false);
	expect(doctor.problem).toMatchObject(full);
	expect(doctor.bundling).toBe(false);
});
