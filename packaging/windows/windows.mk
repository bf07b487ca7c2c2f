# Windows: the programs, an installer and a zip to carry about, for x64 and ARM. docs/RELEASE.md explains it.

WINDOWS       := $(PACKAGE)/windows
WINRES        := $(TOOLS)/go-winres
WINDOWS_ARCHS := amd64 arm64
# How the window gets on with a computer that has no WebView2: it brings Microsoft's own small installer along.
WINDOWS_TAGS  := desktop,production,wv2runtime.embed
WEBVIEW2       = $(shell go list -m -f '{{.Dir}}' github.com/wailsapp/wails/v2)/internal/webview2runtime/MicrosoftEdgeWebview2Setup.exe
# SIGN_WINDOWS is a command that signs the program whose path follows; empty, nothing is signed. It is called for each program before
# it is packed, for the uninstaller, and for the installer.
sign_windows  = $(if $(SIGN_WINDOWS),$(SIGN_WINDOWS) $(1))

.PHONY: package-windows windows-resources
package-windows: $(addprefix package-windows-,$(WINDOWS_ARCHS)) ## build the installers and zips for Windows

windows-resources: $(WINRES) package-icons
	@scripts/system-packages.sh package
	$(PACKAGE_ENV) packaging/windows/resources.sh $(WINRES) $(PACKAGE)/icons $(WINDOWS)/resources

.PHONY: package-icons
package-icons:
	cd tools/package && go run ./icons ../../packaging/icon.svg $(CURDIR)/$(PACKAGE)/icons

# The command line is the one that stands in dist already.
$(addprefix package-cli-windows-,$(WINDOWS_ARCHS)): windows-resources
package-windows-%: package-cli-windows-% windows-resources package-notices
	rm -f $(DIST)/*-windows-$*-setup.exe $(DIST)/*-windows-$*.zip
	mkdir -p $(WINDOWS)/$*/bin
	CGO_ENABLED=0 GOOS=windows GOARCH=$* go build -tags $(WINDOWS_TAGS) -trimpath -ldflags '$(PACKAGE_LDFLAGS) -H windowsgui' \
		-o $(WINDOWS)/$*/workflow-designer-desktop.exe .
	$(call sign_windows,$(WINDOWS)/$*/workflow-designer-desktop.exe)
	cp $(DIST)/workflow-designer-$(PACKAGE_VERSION)-windows-$*.exe $(WINDOWS)/$*/bin/workflow-designer.exe
	$(PACKAGE_ENV) ARCH=$* WEBVIEW2='$(WEBVIEW2)' NOTICES=$(NOTICES) SIGN_WINDOWS='$(SIGN_WINDOWS)' \
		packaging/windows/pack.sh $(WINDOWS)/$* $(PACKAGE)/icons $(DIST)
	$(call sign_windows,$(DIST)/workflow-designer-$(PACKAGE_VERSION)-windows-$*-setup.exe)

# What of them is looked at: `make package-test` has no time for both processors.
WINDOWS_TESTED := amd64
.PHONY: package-test-windows
package-test-all: WINDOWS_TESTED := $(WINDOWS_ARCHS)
package-test-windows: setup-test package-windows-amd64 ## look through the Windows packages, and install, use and remove them on wine
	$(PACKAGE_ENV) SIGN_WINDOWS='$(SIGN_WINDOWS)' go test -count=1 -timeout 15m -tags packaged ./packaging/windows -dist $(CURDIR)/$(DIST) -archs '$(WINDOWS_TESTED)'
