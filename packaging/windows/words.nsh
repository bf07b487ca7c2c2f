; What the installer says, beside what NSIS brings.

!macro SAY NAME ENGLISH INDONESIAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_INDONESIAN} "${INDONESIAN}"
!macroend

!insertmacro SAY About "Design approval workflows and keep their versions" \
  "Rancang alur persetujuan dan simpan versinya"
!insertmacro SAY FileKind "Approval workflow" \
  "Alur persetujuan"
!insertmacro SAY ScopeTitle "Who is it for?" \
  "Untuk siapa?"
!insertmacro SAY ScopeQuestion "Choose for whom ${PRODUCT} is installed." \
  "Pilih untuk siapa ${PRODUCT} dipasang."
!insertmacro SAY ScopeUser "Only for &me" \
  "Hanya untuk &saya"
!insertmacro SAY ScopeUserHint "Needs no administrator." \
  "Tidak memerlukan administrator."
!insertmacro SAY ScopeAll "For &everyone who uses this computer" \
  "Untuk s&emua pengguna komputer ini"
!insertmacro SAY ScopeAllHint "Windows asks for an administrator. Each person's workflows stay their own." \
  "Windows meminta izin administrator. Alur kerja setiap orang tetap milik masing-masing."
!insertmacro SAY ProgramSection "${PRODUCT}" \
  "${PRODUCT}"
!insertmacro SAY PathSection "The command workflow-designer in every terminal (PATH)" \
  "Perintah workflow-designer di setiap terminal (PATH)"
!insertmacro SAY DesktopSection "A shortcut on the desktop" \
  "Pintasan di desktop"
!insertmacro SAY GettingWebView2 "Getting Microsoft Edge WebView2, which draws the window. This can take a few minutes." \
  "Mengambil Microsoft Edge WebView2, yang menampilkan jendela. Ini dapat memakan waktu beberapa menit."
!insertmacro SAY NoWebView2 "Microsoft Edge WebView2, which draws the window, could not be installed. It comes from the network. \
${PRODUCT} offers it again when it starts; the command line works without it." \
  "Microsoft Edge WebView2, yang menampilkan jendela, tidak dapat dipasang. Komponen ini diambil dari jaringan. ${PRODUCT} \
menawarkannya lagi saat dijalankan; baris perintah tetap berfungsi tanpanya."
!insertmacro SAY StillRunning "${PRODUCT} is running. Close it, then choose Retry." \
  "${PRODUCT} sedang berjalan. Tutup dahulu, lalu pilih Coba lagi."
!insertmacro SAY TooOld "${PRODUCT} needs Windows 10 or later." \
  "${PRODUCT} memerlukan Windows 10 atau yang lebih baru."
!insertmacro SAY WrongProcessor "This is the installer for ${ARCH} processors, and this computer has another one. Get the installer for it." \
  "Ini adalah penginstal untuk prosesor ${ARCH}, sedangkan komputer ini memakai prosesor lain. Ambil penginstal yang sesuai."
