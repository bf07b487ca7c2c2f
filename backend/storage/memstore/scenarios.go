package memstore

import (
	"bytes"
	"context"

	"workflow-designer/backend/workflow"
)

// Scenarios implements storage.Scenarios.
func (s *Store) Scenarios(ctx context.Context, ref workflow.Ref) (content []byte, etag string, err error) {
	if err := ended(ctx); err != nil {
		return nil, "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	there := s.scenarios[ref]
	return bytes.Clone(there), etagOf(there), nil
}

// PutScenarios implements storage.Scenarios.
func (s *Store) PutScenarios(ctx context.Context, ref workflow.Ref, content []byte, base string) (etag string, err error) {
	if err := ended(ctx); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if etagOf(s.scenarios[ref]) != base {
		return "", &workflow.Error{
			Code:    workflow.CodeStaleParent,
			Message: "Somebody changed the scenarios in the meantime.",
			Hint:    "Sync again.",
		}
	}
	s.scenarios[ref] = append([]byte{}, content...)
	s.changed(ref)
	return etagOf(s.scenarios[ref]), nil
}

// etagOf is the ETag of a document; empty for none.
func etagOf(content []byte) string {
	if content == nil {
		return ""
	}
	return workflow.SHA256(content)
}
