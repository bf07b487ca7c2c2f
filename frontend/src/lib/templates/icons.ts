import CalendarDays from '@lucide/svelte/icons/calendar-days';
import FileSignature from '@lucide/svelte/icons/file-pen-line';
import FileText from '@lucide/svelte/icons/file-text';
import Laptop from '@lucide/svelte/icons/laptop';
import Plane from '@lucide/svelte/icons/plane';
import Receipt from '@lucide/svelte/icons/receipt';
import Scale from '@lucide/svelte/icons/scale';
import ShoppingCart from '@lucide/svelte/icons/shopping-cart';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import Wallet from '@lucide/svelte/icons/wallet';
import WorkflowIcon from '@lucide/svelte/icons/workflow';

// What a template is about, by a word of its id; else by its category.
const byWord = [
	[/purchase|procure|order|vendor/, ShoppingCart],
	[/expense|reimburse/, Receipt],
	[/leave|vacation|holiday|time_off/, CalendarDays],
	[/equipment|laptop|hardware|access/, Laptop],
	[/contract|agreement/, FileSignature],
	[/invoice|bill/, FileText],
	[/travel|trip/, Plane],
	[/onboard|hire|recruit/, UserPlus],
	[/finance|budget/, Wallet],
	[/\bhr\b|people|human/, Users],
	[/\bit\b/, Laptop],
	[/legal/, Scale],
] as const;

export function iconFor(id: string, category: string) {
	for (const [word, icon] of byWord) if (word.test(id.toLowerCase())) return icon;
	for (const [word, icon] of byWord) if (word.test(category.toLowerCase())) return icon;
	return WorkflowIcon;
}
