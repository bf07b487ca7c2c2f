# What makes a release of the packages: the licences of what is in them, the bill of materials, signatures and sums, and whether
# two builds are the same. docs/RELEASE.md explains it.

NOTICES      := $(PACKAGE)/THIRD_PARTY_NOTICES
BOM           = $(DIST)/$(CLI_NAME).cdx.json

.PHONY: package-empty package-notices package-sbom package-sums package-sign package-test package-test-all package-twice

package-empty:
	rm -rf $(DIST)
	mkdir -p $(DIST)

package-notices: frontend/node_modules/.installed
	mkdir -p $(DIST)
	go run ./packaging/parts notices $(NOTICES)
	rm -f $(DIST)/*-THIRD_PARTY_NOTICES.txt
	cp $(NOTICES) $(DIST)/$(CLI_NAME)-THIRD_PARTY_NOTICES.txt

# Of every program that was built: those of the Linux packages, those of one file and the windows of the other systems.
package-sbom: package-programs $(CYCLONEDX) frontend/node_modules/.installed
	mkdir -p $(DIST)
	rm -f $(DIST)/*.cdx.json
	$(PACKAGE_ENV) packaging/bills.sh $(CYCLONEDX) $(PACKAGE) $(PACKAGE)/bills
	go run ./packaging/parts sbom $(PACKAGE_VERSION) $(COMMIT) $(COMMIT_TIME) $(BOM) $(PACKAGE)/bills/*.json

package-sums: package-sbom
	cd $(DIST) && find . -maxdepth 1 -type f ! -name 'SHA256SUMS*' -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS

package-sign: package-sums
	packaging/sign/sums.sh $(DIST)/SHA256SUMS
	@packaging/sign/say.sh

package-test: setup-test package-deb package-rpm package-arch package-tar package-sbom package-test-windows package-test-macos ## look through the Linux packages, install them in roots of their own, use them, and remove them
	go test -count=1 -timeout 15m -tags packaged ./packaging -dist $(CURDIR)/$(DIST) -programs $(CURDIR)/$(PACKAGE)/bin

package-test-all: setup-test package package-test-windows package-test-macos ## the same with the programs for all systems
	go test -count=1 -timeout 15m -tags packaged ./packaging -dist $(CURDIR)/$(DIST) -programs $(CURDIR)/$(PACKAGE)/bin -all

package-twice: setup-test ## build everything in two places that differ in all that may differ, and compare
	packaging/twice.sh package
