// Package backend is the map of the Go code; start here.
//
// Arrows point one way. A package imports only what stands below it, and golangci-lint's depguard holds that
// (.golangci.yml):
//
//	main.go, app.go          the window: wiring only, the one place that knows Wails
//	cmd/workflow-designer    the windowless binary: wiring only
//	  start                  wires both to this machine: clock, ids, environment, folders
//	desktop  httpapi  cli    transports: decode, call one use case, encode
//	  designer               the use cases: all that transports can ask for
//	    designertest         opens them on folders of a test
//	    settings             environment, .env, settings file; keys in the keyring
//	    templates            the quick templates, embedded
//	    archive              the zip in which workflows leave and enter the program
//	    folder               a folder of YAML files that somebody else keeps, with its git history, as it may be adopted
//	    replica              sync: a pure plan for each workflow, then step by step; conflicts, tags, histories, following
//	      laptop             what this computer holds: files and their index, always written in that order
//	    catalog              the SQLite index with its full text, rebuildable from the journals; the only importer of modernc
//	      catalogtest       makes indexes as programs of the past left them
//	    activity             the activity log (pure): what a line says, and the chain of their hashes
//	    storage              what a store of versions is (Store), and what a storage check says
//	      localstore         versions, journals and drafts as files on the laptop: the truth for the person
//	      bucketstore        versions as native S3 versions, or generations of Google's: the truth for the team
//	      memstore           the fake, for speed and faults in tests
//	      storagetest        the one suite that all three pass
//	      miniotest          real S3 servers (MinIO, versitygw) and a faulty network for tests
//	      gcstest            a server for tests that follows the XML API of Google Cloud Storage
//	    generate             what a description of a process is asked for and comes to, whoever makes it (pure)
//	      offline            makes it without a model: reads plain English into a sketch, and builds the workflow (pure)
//	      model              has a language model make it, behind an endpoint that speaks OpenAI's chat completions, and checks what it wrote
//	        modeltest        such an endpoint for tests, with a script
//	    analytics            figures of what was saved (pure)
//	    simulate             runs a workflow in memory, and enumerates every path (pure)
//	    approvalml           the language (pure): what a text says, what is wrong with it, how to change it; see its doc.go
//	    rights               who else may read the files on this computer
//	    query                what a person asks to find, and where a text has it (pure)
//	    secret               a text that cannot print itself
//	      workflow           the words of the trade: ids, versions, drafts, errors (pure)
//
// The stores do not know each other, and replica does not know which bucket it is given.
//
// One save, from top to bottom: a transport decodes it; designer checks the text and asks laptop to keep it;
// localstore writes the text, then the line in the workflow's journal that makes it a version (the commit point), then the line
// of the activity log and the latest file; catalog records it in one transaction together with its outbox row; replica makes the
// workflow the same in the bucket, with a conditional write, and notes the bucket's receipt in the journal and the index.
//
// A message to a person is a words.Text, which prints and is kept in English; httpapi and desktop say an answer in the
// language of who asks, and everything below them knows nothing of languages.
//
// The activity log is not flushed for what a journal tells: what a power failure takes from it is put back from the index, bit for
// bit, or written anew from the journals. Lines that were flushed and are gone, or changed, are what CheckLog finds.
//
// One sync: replica lists the bucket, compares with what it last saw there (catalog), and plans for each workflow that
// changed on either side from three things alone: where it stands here, what the bucket has, and the base that both had.
// testdata/scenarios shows every row of that, as a script with its plan and its end.
//
// What is on disk below LOCAL_STORAGE_PATH:
//
//	companies/{c}/workflows/{w}/workflow.yaml        the latest version
//	companies/{c}/workflows/{w}/versions/{uid}.yaml  every version, exactly as saved
//	companies/{c}/workflows/pulled.pack              what a clone brought and nobody changed yet; see localstore's pack
//	companies/{c}/workflows/{w}/history.jsonl        the journal: one line a version, receipt, tag, conflict, scenario …
//	companies/{c}/activity.jsonl                     who changed what: one line a deed, with the hash of the line before
//	companies/{c}/drafts/{draft}.json                unsaved text
//	index.sqlite                                     the catalogue of all that; deleting it loses nothing
package backend
