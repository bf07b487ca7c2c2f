package bucketstore

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// explain turns whatever went wrong while the store was asked to do something ("save the version") into an error that a
// person can be shown. Sentences name the endpoint and the bucket, never a key.
func (s *Store) explain(w *witness, err error, doing words.Text) error {
	if err == nil {
		return nil
	}
	if shown, ok := errors.AsType[*workflow.Error](err); ok {
		return shown
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if ended := s.explainEnd(err); ended != nil {
		return ended
	}
	if foreign, ok := errors.AsType[*foreignAnswer](err); ok {
		return s.explainForeign(foreign)
	}
	succeeded := w.status >= 200 && w.status < 300 // and minio-go could make nothing of it
	if answer, ok := errors.AsType[minio.ErrorResponse](err); ok && !succeeded {
		return s.explainAnswer(w, answer, doing)
	}
	if w.err != nil {
		return s.explainNetwork(w.err)
	}
	if _, broke := errors.AsType[net.Error](err); broke || w.status == 0 || errors.Is(err, io.ErrUnexpectedEOF) {
		return s.explainNetwork(err)
	}
	return s.notS3(err) // it has answered, and not in S3's XML
}

// explainWrite is explain for what makes a version, where it matters whether the version may be in the bucket.
func (s *Store) explainWrite(w *witness, err error, doing words.Text) error {
	explained := s.explain(w, err, doing)
	if !w.mayHaveWritten(err) {
		return explained
	}
	return s.unclear(doing, explained)
}

func (s *Store) unclear(doing words.Text, cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeUnclear,
		Message: words.F("%s was asked to %s and did not say whether it has.", s.host, doing),
		Hint:    "Sync again: the program looks for the version before it sends it once more.",
		Err:     cause,
	}
}

// mayHaveWritten reports whether a write that failed may have been done: it was sent, and the store has not said no.
func (w *witness) mayHaveWritten(err error) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case !w.sent:
		return false
	case w.status == 0:
		return true
	case w.status < http.StatusInternalServerError:
		return false
	}
	answer, ok := errors.AsType[minio.ErrorResponse](err)
	return !ok || !slices.Contains(busyCodes, answer.Code)
}

var (
	// busyCodes are about the whole store, which has done nothing.
	busyCodes = []string{
		"SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable", "ServerBusy", "TooManyRequests", "Throttling",
		"ThrottlingException", "RequestLimitExceeded", "RequestThrottled", "XMinioServerNotInitialized",
	}
	// contendedCodes are about one object, which somebody else writes at the moment.
	contendedCodes = []string{"ConditionalRequestConflict", "OperationAborted"}
)

func (s *Store) explainEnd(err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return &workflow.Error{
			Code:    workflow.CodeCancelled,
			Message: "The operation was cancelled.",
			Hint:    "Start it again when you want it done.",
			Err:     err,
		}
	case errors.Is(err, context.DeadlineExceeded):
		return s.timeout(err)
	}
	return nil
}

func (s *Store) timeout(cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeBucketTimeout,
		Message: words.F("%s did not answer in time.", s.host),
		Hint:    "Check the network, a VPN or a firewall, and that the endpoint and its port are right.",
		Err:     cause,
	}
}

func (s *Store) explainForeign(answer *foreignAnswer) error {
	if answer.status >= http.StatusInternalServerError {
		return &workflow.Error{
			Code:    workflow.CodeBucketUnreachable,
			Message: words.F("Something in front of %s answers that the store is down (HTTP %d).", s.host, answer.status),
			Hint:    "Wait a minute and try again; when it stays, tell whoever runs the store.",
			Err:     answer,
		}
	}
	return s.notS3(answer)
}

func (s *Store) notS3(cause error) error {
	message := words.F("What answers at %s is not an S3 store.", s.host)
	if s.google {
		message = words.F("What answers at %s is not Google Cloud Storage.", s.host)
	}
	return &workflow.Error{
		Code:    workflow.CodeNotS3,
		Message: message,
		Hint: "If this network has a login page, log in with a browser first. " +
			"Else check the endpoint: http or https, name and port of the S3 API, not of its console.",
		Err: cause,
	}
}

func (s *Store) explainNetwork(err error) error {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return s.timeout(err)
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return s.unreachable(words.F("The network does not know the name %s.", dns.Name),
			"Check the spelling of the endpoint and that this computer is online.", err)
	}
	if _, plain := errors.AsType[tls.RecordHeaderError](err); plain || errors.Is(err, http.ErrSchemeMismatch) {
		return invalidSettings(words.F("%s does not speak TLS.", s.host),
			"Begin the endpoint with http:// instead of https://, or use the store's TLS port.", err)
	}
	if e := s.explainCertificate(err); e != nil {
		return e
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		switch op.Op {
		case "proxyconnect":
			return s.unreachable("The proxy of this network cannot be reached.",
				"Check HTTPS_PROXY and HTTP_PROXY, or name the store in NO_PROXY.", err)
		case "dial":
			return s.unreachable(words.F("Nothing answers at %s.", s.host),
				"Check that the store is running and that the endpoint and its port are right.", err)
		}
	}
	return s.unreachable(words.F("The connection to %s broke.", s.host),
		"Check the network and try again.", err)
}

func (s *Store) unreachable(message, hint words.Text, cause error) error {
	return &workflow.Error{Code: workflow.CodeBucketUnreachable, Message: message, Hint: hint, Err: cause}
}

// explainCertificate is nil when the certificate is not the trouble.
func (s *Store) explainCertificate(err error) error {
	untrusted := func(message, hint words.Text) error {
		return &workflow.Error{Code: workflow.CodeCertificateUntrusted, Message: message, Hint: hint, Err: err}
	}
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return untrusted(words.F("The certificate of %s is for another name.", host.Host),
			"Use the name in the endpoint that the certificate has.")
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return untrusted(words.F("The certificate of %s has expired or is not valid yet.", s.host),
			"Check the date of this computer; when it is right, tell whoever runs the store.")
	}
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, unverified := errors.AsType[*tls.CertificateVerificationError](err)
	if unknown || unverified {
		return untrusted(words.F("The certificate of %s is not trusted.", s.host),
			"When the store has a private CA, install its certificate on this computer or name its file in SSL_CERT_FILE.")
	}
	return nil
}

// explainAnswer explains an error that the store itself has answered.
func (s *Store) explainAnswer(w *witness, answer minio.ErrorResponse, doing words.Text) error {
	e := &workflow.Error{Err: answer}
	switch code := answer.Code; {
	case code == minio.RequestTimeTooSkewed,
		code == minio.AccessDenied && w.apart.Abs() > allowedSkew: // all that is known from a HEAD
		return s.clockSkew(w, answer)
	case code == minio.InvalidAccessKeyID, code == "InvalidSecurity": // Google's
		e.Code = workflow.CodeWrongKeys
		e.Message = words.F("%s does not know the access key.", s.host)
		e.Hint = "Check the access key, or ask whoever runs the store for new keys."
	case code == minio.SignatureDoesNotMatch:
		e.Code = workflow.CodeWrongKeys
		e.Message = words.F("%s refuses the secret key.", s.host)
		e.Hint = "Enter the secret key again: it does not belong to the access key."
	case code == minio.NoSuchBucket:
		e.Code = workflow.CodeBucketNotFound
		e.Message = words.F("There is no bucket %q at %s.", s.bucket, s.host)
		e.Hint = "Check the name of the bucket, or create it in the storage settings."
	case slices.Contains([]string{
		minio.AuthorizationHeaderMalformed, minio.InvalidRegion, "PermanentRedirect",
		"IllegalLocationConstraintException",
	}, code):
		e.Code = workflow.CodeInvalidSettings
		e.Message = words.F("The bucket %q is not in the region %s.", s.bucket, s.region)
		e.Hint = "Enter the region of the bucket."
		if answer.Region != "" {
			e.Hint = words.F("Enter the region %s.", answer.Region)
		}
	case slices.Contains(busyCodes, code), answer.StatusCode == http.StatusTooManyRequests,
		answer.StatusCode == http.StatusServiceUnavailable: // all that is known from a HEAD
		e.Code = workflow.CodeBucketBusy
		e.Message = words.F("%s is too busy to %s.", s.host, doing)
		e.Hint = "Nothing is lost. It is tried again by itself while the program runs; else sync again in a minute."
	case slices.Contains(contendedCodes, code):
		e.Code = workflow.CodeBucketFailed
		e.Message = words.F("%s failed to %s: it is busy with another write of the same object.", s.host, doing)
		e.Hint = "Wait a minute and try again."
	case strings.Contains(code, "StorageFull") || strings.Contains(code, "QuotaExceeded"):
		e.Code = workflow.CodeBucketFailed
		e.Message = words.F("The bucket %q is full.", s.bucket)
		e.Hint = "Ask whoever runs the store for more room."
	case answer.StatusCode == http.StatusForbidden:
		e.Code = workflow.CodeAccessDenied
		e.Message = words.F("The keys may not %s: %s refuses it for the bucket %q.", doing, s.host, s.bucket)
		e.Hint = "Ask whoever runs the store for this permission, or use other keys."
	default:
		e.Code = workflow.CodeBucketFailed
		e.Message = words.F("%s failed to %s: it answered %s for the bucket %q.", s.host, doing, code, s.bucket)
		e.Hint = "Try again; when it stays, tell whoever runs the store."
	}
	return e
}

// allowedSkew is how far S3 lets clocks be apart.
const allowedSkew = 15 * time.Minute

func (s *Store) clockSkew(w *witness, cause error) error {
	message := words.F("The clock of this computer is more than 15 minutes apart from that of %s.", s.host)
	if !w.date.IsZero() {
		message = words.F("The clock of this computer is %s ahead of that of %s.", roughly(w.apart), s.host)
		if w.apart < 0 {
			message = words.F("The clock of this computer is %s behind that of %s.", roughly(w.apart), s.host)
		}
	}
	return &workflow.Error{
		Code:    workflow.CodeClockSkew,
		Message: message,
		Hint:    "Set the date, time and time zone of this computer, best automatically.",
		Err:     cause,
	}
}

// roughly says how long a time is, as a person would.
func roughly(d time.Duration) words.Text {
	d = d.Abs()
	switch {
	case d < time.Minute:
		return words.F("%.1f s", d.Seconds())
	case d < 2*time.Hour:
		return words.F("%.0f minutes", d.Minutes())
	case d < 48*time.Hour:
		return words.F("%.0f hours", d.Hours())
	}
	return words.F("%.0f days", d.Hours()/24)
}

// asAnswer gives the error that the store itself has answered.
func asAnswer(err error) (minio.ErrorResponse, bool) { return errors.AsType[minio.ErrorResponse](err) }

// answered reports whether the store's error has one of the codes.
func answered(err error, codes ...string) bool {
	answer, ok := asAnswer(err)
	return ok && slices.Contains(codes, answer.Code)
}

func staleParent(ref workflow.Ref, cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeStaleParent,
		Message: words.F("Workflow %d has another latest version in the bucket.", ref.ID),
		Hint:    "Look at the latest version, then save again on top of it.",
		Err:     cause,
	}
}

func workflowNotFound(ref workflow.Ref, cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeWorkflowNotFound,
		Message: words.F("There is no workflow %d in the bucket.", ref.ID),
		Hint:    "Look at the list of workflows; it may have been deleted.",
		Err:     cause,
	}
}

func versionNotFound(ref workflow.Ref, cause error) error {
	return &workflow.Error{
		Code:    workflow.CodeVersionNotFound,
		Message: words.F("Workflow %d has no such version in the bucket.", ref.ID),
		Hint:    "Look at the list of its versions; a lifecycle rule of the bucket may have removed it.",
		Err:     cause,
	}
}

func damaged(key string, why words.Text) error {
	return &workflow.Error{
		Code:    workflow.CodeDamaged,
		Message: words.F("The object %s in the bucket is not what was saved: %s.", key, why),
		Hint:    "Open another version, or bring the object back from a copy of the bucket.",
	}
}
