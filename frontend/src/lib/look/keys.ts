export const onMac: boolean = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

const names: Record<string, string> = {
	Mod: onMac ? '⌘' : 'Ctrl',
	Shift: onMac ? '⇧' : 'Shift',
	Enter: '↵',
	Escape: 'Esc',
	ArrowLeft: '←',
	ArrowRight: '→',
	',': ',',
};

/** "Mod+Shift+H" as it stands on the keys of this computer: "Ctrl Shift H". */
export function keyNames(keys: string): string {
	return keys
		.split(/\+(?=.)/)
		.map((key) => names[key] ?? key)
		.join(' ');
}
