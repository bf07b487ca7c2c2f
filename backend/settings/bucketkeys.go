package settings

import "workflow-designer/backend/secret"

func (s *Settings) keys() keys { return keys{s.AccessKeyID, s.SecretAccessKey} }

func (s *Settings) setKeys(k keys) {
	s.AccessKeyID, s.SecretAccessKey = k.accessKeyID, k.secretAccessKey
}

// ownKeys are the keys that were entered in the app.
func (s *Settings) ownKeys() keys {
	own := s.keys()
	for _, key := range own.each() {
		if s.Sources[key.name].fixed() {
			*key.text = secret.Text{}
		}
	}
	return own
}

// findKeys fills in the keys: from the environment or the .env file, else those that were entered in the app for
// this endpoint and bucket.
func (l *Loader) findKeys(s *Settings, doc document, layers []layer) error {
	var given keys
	for _, key := range given.each() {
		found, ok := find(variableOf(key.name), layers)
		if !ok {
			s.Sources[key.name] = SourceDefault
			continue
		}
		text, err := checkKey(key.name, found.origin, found.text)
		if err != nil {
			return err
		}
		*key.text, s.Sources[key.name] = text, found.source
		s.resolved[key.name] = setting{source: found.source, origin: found.origin}
		s.KeysKeptIn = string(found.source)
	}
	s.setKeys(given)
	l.addKept(s, doc)
	return nil
}

// addKept fills in the keys that are missing with those that are kept for the address of s.
func (l *Loader) addKept(s *Settings, doc document) {
	place := doc.keptIn[s.address()]
	have := s.keys()
	if place == "" || (!have.accessKeyID.Empty() && !have.secretAccessKey.Empty()) {
		return
	}
	kept, err := l.keyStore().read(s.address(), place, bucketKeyNames...)
	if err != nil {
		s.KeysProblem, s.KeysKeptIn = unreadKeys("The keys of the bucket are in the keyring of this computer, which did not give them.", err), place
		return
	}
	for _, key := range have.each() {
		if text := kept[key.name]; key.text.Empty() && !text.Empty() {
			*key.text, s.Sources[key.name], s.KeysKeptIn = text, SourceSettings, place
		}
	}
	s.setKeys(have)
}

// changeKeys gives n the keys of s as c changes them. Without a change they follow s to another endpoint or bucket,
// and where s has none, those count that are kept for the new address.
func (l *Loader) changeKeys(n *Settings, s Settings, c Change, doc document) error {
	now := s.keys()
	for _, key := range now.each() {
		n.Sources[key.name] = s.Sources[key.name]
		n.resolved[key.name] = s.resolved[key.name]
		given := c.key(key.name)
		if given == nil {
			continue
		}
		text, err := checkKey(key.name, "", given.Reveal())
		if err != nil {
			return err
		}
		if s.Sources[key.name].fixed() {
			if text != *key.text {
				return fixedElsewhere(key.name, s.resolved[key.name].origin)
			}
			continue
		}
		*key.text, n.Sources[key.name] = text, SourceSettings
		if text.Empty() {
			n.Sources[key.name] = SourceDefault
		}
	}
	n.setKeys(now)
	n.KeysKeptIn = s.KeysKeptIn
	switch one, both := c.changesKeys(s); {
	case both:
	case one && s.KeysProblem != nil:
		return s.KeysProblem // the other key would be lost: it cannot be read, and keys are written together
	case !one && n.address() == s.address():
		n.KeysProblem = s.KeysProblem
	case !one:
		l.addKept(n, doc)
	}
	return nil
}

func (c Change) key(name string) *secret.Text {
	if name == AccessKeyIDName {
		return c.AccessKeyID
	}
	return c.SecretAccessKey
}

// changesKeys reports whether c sets at least one, and every one, of the keys that the app may set.
func (c Change) changesKeys(s Settings) (one, both bool) {
	both = true
	for _, name := range []string{AccessKeyIDName, SecretAccessKeyName} {
		switch {
		case s.Sources[name].fixed():
		case c.key(name) == nil:
			both = false
		default:
			one = true
		}
	}
	return one, one && both
}

// keepKeys writes the keys of next where they are not kept yet, and notes the place in doc. Keys of an address that
// was left stay until forgetMovedKeys: the settings file still names it.
func (l *Loader) keepKeys(was, next Settings, c Change, doc document) error {
	given, _ := c.changesKeys(was)
	moved := next.address() != was.address() && !was.ownKeys().empty()
	if !given && !moved {
		return nil
	}
	if moved {
		delete(doc.keptIn, was.address())
	}
	own := next.ownKeys()
	if own.empty() {
		place := doc.keptIn[next.address()]
		delete(doc.keptIn, next.address())
		return l.keyStore().remove(next.address(), place, bucketKeyNames...)
	}
	place, err := l.keyStore().write(next.address(), own.byName())
	doc.keptIn[next.address()] = place
	return err
}

// forgetMovedKeys removes the keys of the address that a change left, once the settings file names it no longer.
func (l *Loader) forgetMovedKeys(was, next Settings, before, now document) error {
	place, kept := before.keptIn[was.address()]
	if _, still := now.keptIn[was.address()]; still || !kept || was.address() == next.address() {
		return nil
	}
	return l.keyStore().remove(was.address(), place, bucketKeyNames...)
}
