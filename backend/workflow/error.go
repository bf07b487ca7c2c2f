package workflow

import (
	"errors"
	"fmt"

	"workflow-designer/backend/words"
)

// Code tells a machine what went wrong. Codes are stable: they stand in the API and in scripts.
type Code string

// The codes. What each means for a person is in the error's own sentence and hint.
const (
	CodeInvalidID       Code = "invalid_id"
	CodeInvalidRequest  Code = "invalid_request"
	CodeInvalidContent  Code = "invalid_content"
	CodeInvalidSettings Code = "invalid_settings"
	CodeTooLarge        Code = "too_large"
	CodeInvalidArchive  Code = "invalid_archive" // a zip that cannot be imported
	CodeUnauthorized    Code = "unauthorized"
	CodeTooManyTries    Code = "too_many_tries" // with wrong tokens
	CodeForbiddenOrigin Code = "forbidden_origin"
	CodeNotFound        Code = "not_found" // an address of the API that does not exist

	CodeWorkflowNotFound Code = "workflow_not_found"
	CodeVersionNotFound  Code = "version_not_found"
	CodeTemplateNotFound Code = "template_not_found"
	CodeDraftNotFound    Code = "draft_not_found"
	CodeStepNotFound     Code = "step_not_found" // in the text that was sent
	CodeJobNotFound      Code = "job_not_found"
	CodeModelNotFound    Code = "model_not_found" // to make workflows with
	// CodeTextElsewhere: the version is known here, but its text is only in a bucket.
	CodeTextElsewhere Code = "text_elsewhere"

	// CodeStaleParent: the version that a write names as its base is no longer the latest.
	CodeStaleParent Code = "stale_parent"
	// CodeConflict: the bucket has a version of someone else on top of the base of ours.
	CodeConflict Code = "conflict"

	// CodeCannotEdit: a change of a text that cannot be made, such as a new name that is taken already.
	CodeCannotEdit Code = "cannot_edit"

	// Local storage.
	CodeDiskFull      Code = "disk_full"
	CodeFolderDenied  Code = "folder_denied"
	CodeStorageFailed Code = "storage_failed"
	CodeDamaged       Code = "damaged" // a stored file is not what was written
	CodeIndexFailed   Code = "index_failed"
	// CodeOthersMayRead, CodeForeignFiles, CodeKeyringUnavailable: findings of doctor.
	CodeOthersMayRead      Code = "others_may_read"
	CodeForeignFiles       Code = "foreign_files"
	CodeKeyringUnavailable Code = "keyring_unavailable"

	// The bucket.
	CodeBucketUnreachable    Code = "bucket_unreachable"
	CodeBucketTimeout        Code = "bucket_timeout"
	CodeBucketBusy           Code = "bucket_busy" // it has asked to be left in peace for a while
	CodeBucketNotFound       Code = "bucket_not_found"
	CodeWrongKeys            Code = "wrong_keys"
	CodeNoKeys               Code = "no_keys"
	CodeAccessDenied         Code = "access_denied"
	CodeVersioningOff        Code = "versioning_off"
	CodeVersioningSuspended  Code = "versioning_suspended"
	CodeClockSkew            Code = "clock_skew"
	CodeCertificateUntrusted Code = "certificate_untrusted"
	CodeNotS3                Code = "not_s3"
	CodeBucketFailed         Code = "bucket_failed"
	// CodeNotSupported: this kind of bucket cannot do it.
	CodeNotSupported Code = "not_supported"
	// CodeManyDeleted: far more workflows than usual are gone from the bucket; a person must say whether that is right.
	CodeManyDeleted Code = "many_deleted"
	// CodeUnclear: no answer came after the request had been sent; the write may or may not have happened.
	CodeUnclear Code = "unclear"

	// A model that makes workflows.
	CodeModelUnreachable Code = "model_unreachable"
	CodeModelTimeout     Code = "model_timeout"
	CodeModelKeyRefused  Code = "model_key_refused"
	CodeModelBusy        Code = "model_busy"           // it has asked to be left in peace for longer than there is time
	CodeModelRedirected  Code = "model_redirected"     // to another host, which is not followed
	CodeModelCut         Code = "model_answer_cut"     // the answer ended before it was whole
	CodeModelAnswer      Code = "model_answer_invalid" // what it wrote still has errors, or is no workflow
	CodeModelFailed      Code = "model_failed"

	CodeCancelled Code = "cancelled"
	CodeInternal  Code = "internal"
)

// Error is an error that a person can be shown: a code for machines, a sentence, and what to do about it.
type Error struct {
	Code    Code
	Message words.Text // a whole sentence
	Hint    words.Text // what the person can do, a whole sentence
	Err     error      // the cause, for the log; never shown as it is
}

// Error gives the sentence and the cause, for logs and tests.
func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s (%s)", e.Message, e.Code)
	}
	return fmt.Sprintf("%s (%s): %v", e.Message, e.Code, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the first *Error in err's chain; CodeInternal when there is none, empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// Presentable turns any error into one that can be shown: the first *Error in its chain, else CodeInternal.
func Presentable(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{
		Code:    CodeInternal,
		Message: "Something went wrong inside the program.",
		Hint:    "Try again. If it stays, start with DEBUG=true and look at the messages.",
		Err:     err,
	}
}
