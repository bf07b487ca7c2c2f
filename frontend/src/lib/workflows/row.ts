/** A row of the list and the menu beside it, which is loaded after the first screen. */
export interface RowPlace {
	/** What the menu is called, and the id of the row that it belongs to. */
	readonly menuName: string;
	readonly rowId: string;
	menuOpen: boolean;
	/** The focus is in the row: its menu is the next stop. */
	readonly near: boolean;
}
