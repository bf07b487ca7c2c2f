# macOS: one app for both processors in a disk image. Only a Mac can build its window; docs/RELEASE.md explains it.

# SIGN_MAC is a command that signs the bundle or image whose path follows, and has an image notarized; empty, nothing is signed.
SIGN_MAC ?= $(CURDIR)/packaging/sign/mac.sh

.PHONY: package-macos
package-macos: $(PAGE) package-icons package-notices ## on a Mac: build the app for macOS in a disk image
	VERSION='$(PACKAGE_VERSION)' NUMBERS="$$(PACKAGE_VERSION='$(PACKAGE_VERSION)' packaging/numbers.sh 3)" LDFLAGS='$(PACKAGE_LDFLAGS)' \
		SIGN_MAC='$(SIGN_MAC)' packaging/macos/bundle.sh $(PACKAGE)/icons $(CURDIR)/$(DIST)

.PHONY: package-test-macos
package-test-macos: package-icons
	go test -count=1 -tags packaged ./packaging/macos -dist $(CURDIR)/$(DIST)
