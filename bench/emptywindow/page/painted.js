// The second frame from now shows what stands on the page: the same moment that Workflow Designer's page tells.
requestAnimationFrame(() => requestAnimationFrame(() => window.runtime.EventsEmit('painted')));
