// What other programs do to files, in the fake. It is not in the product.

import type { FakeState } from './fake';
import type { OutsideBackend } from './outside';

export function fakeOutside(state: FakeState): OutsideBackend {
	return {
		attend: async (_, ids) => {
			state.attended = [...ids];
		},
		outside: async (workflow_id) => {
			const text = state.outside.get(workflow_id);
			const found = text !== undefined;
			const edited_at = found ? state.now().toISOString() : null;
			return { workflow_id, found, yaml_content: text ?? '', edited_at, problem: null };
		},
	};
}
