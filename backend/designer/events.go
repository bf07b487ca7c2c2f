package designer

import "sync"

// audience is who wants to hear of events.
type audience struct {
	mu        sync.Mutex
	listeners map[chan Event]struct{}
}

// heard is how many events wait for a listener that is busy; when there are more the oldest are left out: a page that
// missed some reads the lists again when it hears the next.
const heard = 256

// Listen gives the events from now on. stop ends that and must be called.
func (d *Designer) Listen() (events <-chan Event, stop func()) {
	c := make(chan Event, heard)
	d.audience.mu.Lock()
	defer d.audience.mu.Unlock()
	if d.audience.listeners == nil {
		d.audience.listeners = map[chan Event]struct{}{}
	}
	d.audience.listeners[c] = struct{}{}
	return c, func() {
		d.audience.mu.Lock()
		defer d.audience.mu.Unlock()
		delete(d.audience.listeners, c)
	}
}

func (a *audience) tell(e Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for c := range a.listeners {
		for sent := false; !sent; {
			select {
			case c <- e:
				sent = true
			default:
				select {
				case <-c:
				default:
				}
			}
		}
	}
}

// empty reports whether nobody listens, so that there is nothing to find out for them.
func (a *audience) empty() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.listeners) == 0
}
