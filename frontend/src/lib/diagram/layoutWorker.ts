// Lays out beside the page, so that typing never waits for it.

import { layOut } from './layout';
import type { Plan } from './model';

self.onmessage = ({ data }: MessageEvent<{ id: number; plan: Plan }>) => {
	self.postMessage({ id: data.id, layout: layOut(data.plan) });
};
