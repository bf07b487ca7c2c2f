package desktop

import (
	"bytes"
	"context"

	"workflow-designer/backend/designer"
)

// Doctor answers with designer.Designer.Doctor.
func (b *Bindings) Doctor(fix bool) (designer.StorageReport, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (designer.StorageReport, error) {
		return d.Doctor(ctx, fix)
	})
}

// SaveSupportBundle asks where to save a support bundle, and saves it there. It gives the path; empty when the person has changed
// their mind.
func (b *Bindings) SaveSupportBundle() (string, error) {
	return call(b, func(ctx context.Context, d *designer.Designer) (string, error) {
		var bundle bytes.Buffer
		if err := d.SupportBundle(ctx, &bundle); err != nil {
			return "", err
		}
		return b.saveAs(ctx, designer.BundleName, &bundle)
	})
}
