import type { OutboxMessage } from '$lib/backend';

/** The same message to one or several people. */
export interface Letter extends Pick<OutboxMessage, 'subject' | 'body' | 'at' | 'channel' | 'kind'> {
	key: string;
	/** By name. */
	to: string[];
	addresses: string[];
}

/** Messages that went out together and say the same become one. In their order. */
export function grouped(messages: readonly OutboxMessage[]): Letter[] {
	const letters: Letter[] = [];
	messages.forEach(({ to, name, subject, body, at, channel, kind }, i) => {
		const last = letters.at(-1);
		const same =
			last?.at === at && last.subject === subject && last.body === body && last.channel === channel;
		if (last && same && last.kind === kind) {
			last.to.push(name);
			last.addresses.push(to);
		} else letters.push({ key: `${i}`, to: [name], addresses: [to], subject, body, at, channel, kind });
	});
	return letters;
}
