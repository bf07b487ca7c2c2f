package bucketstore

import (
	"context"
	"slices"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/storage"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	// checkWithin is how long one check waits. After a check that ran into it the others are not tried, so a person never
	// waits much longer for the whole list at an endpoint that does not answer.
	checkWithin = 4 * time.Second
	// clockTolerance is when to warn: stores refuse requests at 15 minutes.
	clockTolerance = 5 * time.Minute
)

// Diagnose tries everything that saving needs, in the order in which it can go wrong, and says of each thing whether it works
// and how to mend it. It changes nothing but scratch objects, which it removes.
func (s *Store) Diagnose(ctx context.Context) []storage.Check {
	d := &diagnosis{store: s}
	d.knock(ctx)
	d.try(ctx, "endpoint", "Endpoint answers", d.endpoint)
	if s.secure {
		d.try(ctx, "certificate", "Certificate is trusted", d.certificate)
	}
	d.try(ctx, "clock", "Clock agrees with the store", d.clock)
	d.try(ctx, "keys", "Keys are accepted", d.keys)
	d.try(ctx, "bucket", "Bucket found", d.bucket)
	d.try(ctx, "access", "Can read, write and list", d.access)
	d.try(ctx, "versioning", "Versioning is on", d.versioning)
	d.try(ctx, "permissions", "Keys may do all that sync needs", d.permissions)
	d.try(ctx, "conditional", "Safe write, only if unchanged", d.conditional)
	d.try(ctx, "object_lock", "Object lock", d.objectLock)
	d.try(ctx, "lifecycle", "Versions are kept for ever", d.lifecycle)
	return d.checks
}

// diagnosis is one run of the checks. One signed request, the knock, tells the first five apart.
type diagnosis struct {
	store  *Store
	checks []storage.Check

	answer  *witness // of the knock
	refusal error    // of the knock; nil when it listed the bucket

	blocked   words.Text // why the checks that follow cannot be tried; empty while they can
	writable  bool
	versioned bool
}

func (d *diagnosis) knock(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	if d.list(ctx, ""); d.refused(workflow.CodeAccessDenied) {
		d.list(ctx, scratchPrefix) // the keys may be for some prefixes alone
	}
}

func (d *diagnosis) list(ctx context.Context, prefix string) {
	call, answer := watch(ctx)
	d.answer = answer
	options := minio.ListObjectsOptions{MaxKeys: 1, Prefix: prefix, Recursive: prefix != ""}
	for info := range d.store.writer.ListObjectsIter(call, d.store.bucket, options) {
		d.refusal = d.store.explain(d.answer, info.Err, "list")
		return
	}
	d.refusal = d.store.explain(d.answer, ctx.Err(), "list")
}

func (d *diagnosis) refused(codes ...workflow.Code) bool {
	return slices.Contains(codes, workflow.CodeOf(d.refusal))
}

// silence is what a check says when it got no answer, so that none is to be expected of the next.
var silence = []workflow.Code{workflow.CodeBucketTimeout, workflow.CodeBucketUnreachable, workflow.CodeCancelled}

// try appends the outcome of a check, with its own time limit.
func (d *diagnosis) try(ctx context.Context, id string, name words.Text, check func(context.Context, storage.Check) storage.Check) {
	c := storage.Check{ID: id, Name: name, Status: storage.CheckOK}
	if d.blocked != "" {
		c.Status, c.Detail = storage.CheckSkipped, d.blocked
		d.checks = append(d.checks, c)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	c = check(ctx, c)
	if slices.Contains(silence, c.Code) {
		d.blocked = "the endpoint does not answer"
	}
	d.checks = append(d.checks, c)
}

func (d *diagnosis) endpoint(_ context.Context, c storage.Check) storage.Check {
	unanswered := d.answer.status == 0 && !d.refused(workflow.CodeCertificateUntrusted)
	if d.refusal != nil && (unanswered || d.refused(workflow.CodeNotS3) || d.refused(silence...)) {
		d.blocked = "the endpoint does not answer as a store"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendNone)
	}
	c.Detail = words.F("%d ms", d.answer.took.Milliseconds())
	return c
}

func (d *diagnosis) certificate(_ context.Context, c storage.Check) storage.Check {
	if d.refused(workflow.CodeCertificateUntrusted) {
		d.blocked = "the certificate is not trusted"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendNone)
	}
	if end := d.answer.certificateEnd; !end.IsZero() {
		c.Detail = words.F("until %s", end.Format(time.DateOnly))
	}
	return c
}

func (d *diagnosis) clock(_ context.Context, c storage.Check) storage.Check {
	if !d.answer.date.IsZero() {
		c.Detail = words.F("%.1f s apart", d.answer.apart.Abs().Seconds())
	}
	switch {
	case d.refused(workflow.CodeClockSkew):
		d.blocked = "the clock must be right first"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendNone)
	case d.answer.date.IsZero():
		c.Status, c.Detail = storage.CheckSkipped, "the store does not tell the time"
	case d.answer.apart.Abs() > clockTolerance:
		return c.Fail(storage.CheckWarning, d.store.clockSkew(d.answer, nil), storage.MendNone)
	}
	return c
}

func (d *diagnosis) keys(_ context.Context, c storage.Check) storage.Check {
	if d.refused(workflow.CodeWrongKeys) {
		d.blocked = "the keys are not accepted"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendNone)
	}
	return c
}

func (d *diagnosis) bucket(_ context.Context, c storage.Check) storage.Check {
	switch {
	case d.refusal == nil && d.store.region == googleRegion:
	case d.refusal == nil:
		c.Detail = words.Literal(d.store.region)
	case d.refused(workflow.CodeAccessDenied):
		c.Status, c.Detail = storage.CheckSkipped, "the keys may not look"
	case d.refused(workflow.CodeBucketNotFound):
		d.blocked = "there is no bucket"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendCreateBucket)
	default:
		d.blocked = "the bucket does not answer"
		return c.Fail(storage.CheckFailed, d.refusal, storage.MendNone)
	}
	return c
}

func (d *diagnosis) access(ctx context.Context, c storage.Check) storage.Check {
	key := newScratchKey()
	written, err := d.store.scratch(ctx, key, "access", func(*minio.PutObjectOptions) {})
	d.writable = err == nil && written.done
	if err == nil {
		_, err = d.store.readSmall(ctx, key, maxSentinel, "read")
		if answered(err, minio.NoSuchKey) {
			err = d.store.notS3(err)
		}
	}
	if d.refusal != nil {
		err = d.refusal // that it may not list is the first thing to mend
	}
	var swept error
	if d.writable {
		swept = ignoreDenied(d.store.sweep(ctx, key)) // what the keys may not do is for the check of permissions to say
	}
	switch {
	case err != nil:
		return c.Fail(storage.CheckFailed, err, storage.MendNone)
	case swept != nil:
		return c.Fail(storage.CheckFailed, swept, storage.MendNone)
	}
	c.Detail = words.Literal(d.store.bucket)
	return c
}

func (d *diagnosis) versioning(ctx context.Context, c storage.Check) storage.Check {
	err := d.store.checkVersioning(ctx)
	d.versioned = err == nil
	switch workflow.CodeOf(err) {
	case "":
		c.Detail = "on"
		return c
	case workflow.CodeVersioningOff:
		c.Name = "Versioning is off"
		return c.Fail(storage.CheckFailed, err, storage.MendEnableVersioning)
	case workflow.CodeVersioningSuspended:
		c.Name = "Versioning is suspended"
		return c.Fail(storage.CheckFailed, err, storage.MendEnableVersioning)
	default:
		return c.Fail(storage.CheckFailed, err, storage.MendNone)
	}
}

func (d *diagnosis) conditional(ctx context.Context, c storage.Check) storage.Check {
	switch {
	case !d.writable:
		c.Status, c.Detail = storage.CheckSkipped, "the keys may not write"
		return c
	case !d.versioned:
		c.Status, c.Detail = storage.CheckSkipped, "needs versioning"
		return c
	}
	found, err := d.store.probe(ctx)
	if err != nil {
		return c.Fail(storage.CheckFailed, err, storage.MendNone)
	}
	if !found.ConditionalWrites {
		c.Status, c.Detail = storage.CheckWarning, "one writer only"
		c.Message = "This store does not refuse a write whose base has changed meanwhile."
		c.Hint = "Let only one person save to this bucket, or use a store with conditional writes, such as MinIO or AWS S3."
		return c
	}
	c.Detail = "supported"
	return c
}
