/** What a person is called where the whole name would be too much: "Elena Markova" is Elena. */
export function given(name: string): string {
	const first = name.trim().split(/\s+/)[0] ?? '';
	// "Markova, Elena" and 李 明 begin with the family's name; an address is not cut.
	return /^\p{Script=Latin}[\p{L}'’-]*$/u.test(first) ? first : name.trim();
}
