let tell: () => void = () => {};

/** Resolves once the first screen is there and can be used. What it does not need waits for this, so that it comes sooner. */
export const firstScreen = new Promise<void>((done) => (tell = done));

/** The first screen has been drawn: the second frame from now shows it. */
export function firstScreenDrawn(): void {
	requestAnimationFrame(() => requestAnimationFrame(() => tell()));
}
