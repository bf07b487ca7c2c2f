# What is handed to people: `make package` writes it into build/package/dist. docs/RELEASE.md explains it. Two builds of a
# commit are the same byte for byte: every time inside is the commit's.

# Version, commit and time are given to the linker; what Go would note of git itself depends on the folder.
export GOFLAGS := $(strip $(filter-out -buildvcs=%,$(GOFLAGS)) -buildvcs=false)

PACKAGE      := build/package
DIST         := $(PACKAGE)/dist
NFPM         := $(TOOLS)/nfpm
CYCLONEDX    := $(TOOLS)/cyclonedx-gomod
ACTIONLINT   := $(TOOLS)/actionlint
PACKAGE_VERSION    = $(shell packaging/version.sh)
PACKAGE_MAINTAINER ?= Workflow Designer authors <workflow-designer@users.noreply.github.com>
PACKAGE_ARCH       := $(shell go env GOARCH)
PACKAGE_LDFLAGS     = -s -w -X $(START).version=$(PACKAGE_VERSION) -X $(START).packaged=true -X $(START).commit=$(COMMIT) \
	-X $(START).builtAt=$(BUILT_AT)
COMMIT_TIME  := $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
CLI_NAME      = workflow-designer-$(PACKAGE_VERSION)
CLI_PLATFORMS := linux-amd64 linux-arm64 windows-amd64 windows-arm64 darwin-amd64 darwin-arm64
# What every step below sees.
PACKAGE_ENV   = SOURCE_DATE_EPOCH=$(COMMIT_TIME) TZ=UTC0 LC_ALL=C PACKAGE_VERSION=$(PACKAGE_VERSION) PACKAGE_ARCH=$(PACKAGE_ARCH) \
	PACKAGE_MAINTAINER='$(PACKAGE_MAINTAINER)'

# Run on each Windows program and installer. Keys are named in the environment only, see packaging/sign.
SIGN_WINDOWS ?= $(CURDIR)/packaging/sign/windows.sh
include packaging/windows/windows.mk packaging/macos/macos.mk

.PHONY: package package-deb package-programs package-tar package-cli

package: package-empty package-deb package-rpm package-arch package-tar package-cli package-windows package-sign ## build the installers and archives into build/package/dist

package-programs: $(PAGE)
	go build -tags $(DESKTOP_TAGS) -trimpath -ldflags '$(PACKAGE_LDFLAGS)' -o $(PACKAGE)/bin/workflow-designer-desktop .
	CGO_ENABLED=0 go build -trimpath -ldflags '$(PACKAGE_LDFLAGS)' -o $(PACKAGE)/bin/workflow-designer ./backend/cmd/workflow-designer

.PHONY: package-stage
package-stage: package-programs package-notices
	rm -rf $(PACKAGE)/pages && mkdir -p $(DIST)
	$(PACKAGE_ENV) go run -ldflags '$(PACKAGE_LDFLAGS)' ./packaging/manual $(PACKAGE)/pages
	$(PACKAGE_ENV) packaging/linux/stage.sh $(PACKAGE)/bin $(PACKAGE)/pages $(PACKAGE)

.PHONY: package-rpm package-arch
package-rpm: KIND := rpm
package-rpm: ENDS := .rpm
package-arch: KIND := archlinux
package-arch: ENDS := .pkg.tar.zst
package-deb: package-stage $(NFPM)
	rm -f $(DIST)/*.deb
	$(PACKAGE_ENV) packaging/linux/nfpm.sh $(NFPM) deb $(DIST) $(PACKAGE)/bin/workflow-designer-desktop
	$(PACKAGE_ENV) packaging/linux/tighten.sh $(DIST)/*.deb

package-rpm package-arch: package-stage $(NFPM)
	rm -f $(DIST)/*$(ENDS)
	$(PACKAGE_ENV) packaging/linux/nfpm.sh $(NFPM) $(KIND) $(DIST) $(PACKAGE)/bin/workflow-designer-desktop

package-tar: package-stage
	rm -f $(DIST)/*.tar.gz
	$(PACKAGE_ENV) packaging/linux/tar.sh $(PACKAGE) $(DIST)

package-cli: $(addprefix package-cli-,$(CLI_PLATFORMS))
package-cli-%: $(PAGE)
	mkdir -p $(DIST)
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) go build -trimpath -ldflags '$(PACKAGE_LDFLAGS)' \
		-o $(DIST)/$(CLI_NAME)-$*$(if $(filter windows-%,$*),.exe) ./backend/cmd/workflow-designer
	$(if $(filter windows-%,$*),$(call sign_windows,$(DIST)/$(CLI_NAME)-$*.exe))

$(NFPM) $(WINRES) $(CYCLONEDX) $(ACTIONLINT) &: tools/package/go.mod
	cd tools/package && GOBIN=$(TOOLS) GOFLAGS= go install tool
	@touch $(NFPM) $(WINRES) $(CYCLONEDX) $(ACTIONLINT)

include packaging/release.mk
