; The Windows installer. packaging/windows/windows.mk says what it is given: VERSION, NUMBERS, ARCH, COMPANY, COPYRIGHT, COMMENTS,
; ICON, PAYLOAD, BOOTSTRAPPER, OUT, and perhaps SIGN and CPU. PAYLOAD is the folder of what is installed, laid out as there.
;
; On the command line: /S asks nothing, /AllUsers or /CurrentUser says for whom, /D=FOLDER (the last one) where, /NoPath leaves PATH as
; it is, /NoWebView2 does not look for the WebView2 runtime. Exit status: 0; 1 or 2 when it was stopped; 64 Windows is too old,
; 65 the wrong processor, 70 the program is running, 740 needs an administrator.

!ifdef CPU
  Target ${CPU}-unicode ; that of the installer alone; x86 runs everywhere
!endif
Unicode true
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64 ; so that what the two programs share is packed once
!endif
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include "${__FILEDIR__}/shared.nsh"

!define PRODUCT "Workflow Designer"
!define DESKTOP_EXE "workflow-designer-desktop.exe"
!define CLI_EXE "workflow-designer.exe"
!define PROG_ID "WorkflowDesigner.Workflow"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\WorkflowDesigner"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CAPABILITIES "Software\WorkflowDesigner\Capabilities"
!define WEBVIEW2_CLIENT "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "${PRODUCT}"
OutFile "${OUT}"
BrandingText "${PRODUCT} ${VERSION}"
RequestExecutionLevel user ; it asks for an administrator only when everyone gets it
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey ProductName "${PRODUCT}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${PRODUCT}, setup"
VIAddVersionKey CompanyName "${COMPANY}"
VIAddVersionKey LegalCopyright "${COPYRIGHT}"
VIAddVersionKey Comments "${COMMENTS}"

; Every file that is installed, in one list: what puts them there and what takes them away both go through it.
!macro EACH_FILE DO
  !insertmacro ${DO} "" "${DESKTOP_EXE}"
  !insertmacro ${DO} "" "LICENSE.txt"
  !insertmacro ${DO} "" "THIRD_PARTY_NOTICES.txt"
  !insertmacro ${DO} "\bin" "${CLI_EXE}"
!macroend
!macro PUT FOLDER FILE
  SetOutPath "$INSTDIR${FOLDER}"
  File "/oname=${FILE}" "${PAYLOAD}${FOLDER}\${FILE}"
!macroend
!macro TAKE_AWAY FOLDER FILE
  Delete "$INSTDIR${FOLDER}\${FILE}"
!macroend

Var Scope      ; user or all
Var GivenDir   ; of /D
Var Parameters
Var ScopeUser
Var ScopeAll

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION RunIt
Page custom ScopePage ScopeChosen
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE Indonesian
!include "${__FILEDIR__}/words.nsh"

!insertmacro SCOPE_FUNCTIONS ""
!insertmacro SCOPE_FUNCTIONS "un."

Function .onInit
  SetRegView 64
  ${GetParameters} $Parameters
  ${GetOptions} $Parameters "/LANG=" $0
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $0
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 64
    Quit
  ${EndIf}
  !if "${ARCH}" == arm64
    ${IfNot} ${IsNativeARM64}
  !else
    ${IfNot} ${RunningX64} ; so does Windows 11 on ARM
  !endif
    MessageBox MB_ICONSTOP "$(WrongProcessor)" /SD IDOK
    SetErrorLevel 65
    Quit
  ${EndIf}

  StrCpy $GivenDir $INSTDIR
  StrCpy $Scope user
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 != ""
    StrCpy $Scope all
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 != ""
    StrCpy $Scope user
  ${EndIf}
  ${GetOptions} $Parameters "/AllUsers" $0
  ${IfNot} ${Errors}
    StrCpy $Scope all
  ${EndIf}
  ${GetOptions} $Parameters "/CurrentUser" $0
  ${IfNot} ${Errors}
    StrCpy $Scope user
  ${EndIf}
  Call UseScope
  ${If} ${Silent}
    Call MayUseScope
    ${If} $0 != yes
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ScopePage
  Call MayUseScope
  ${GetOptions} $Parameters "/AllUsers" $1
  ${IfNot} ${Errors}
  ${AndIf} $0 == yes
    Abort ; it was answered by the one who started this one as an administrator
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(ScopeTitle)" "$(ScopeQuestion)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "$(ScopeUser)"
  Pop $ScopeUser
  ${NSD_CreateLabel} 12u 24u 95% 20u "$(ScopeUserHint)"
  Pop $0
  ${NSD_CreateRadioButton} 0 54u 100% 12u "$(ScopeAll)"
  Pop $ScopeAll
  ${NSD_CreateLabel} 12u 68u 95% 20u "$(ScopeAllHint)"
  Pop $0
  ${If} $Scope == all
    ${NSD_Check} $ScopeAll
    ${NSD_SetFocus} $ScopeAll
  ${Else}
    ${NSD_Check} $ScopeUser
    ${NSD_SetFocus} $ScopeUser
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ScopeChosen
  ${NSD_GetState} $ScopeAll $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Scope all
  ${Else}
    StrCpy $Scope user
  ${EndIf}
  Call UseScope
  Call MayUseScope
  ${If} $0 != yes
    ClearErrors
    ExecShell runas "$EXEPATH" "/AllUsers /LANG=$LANGUAGE"
    ${If} ${Errors} ; the person said no
      Abort
    ${EndIf}
    Quit
  ${EndIf}
FunctionEnd

; UseScope sets where things go for the $Scope that was chosen: over what is installed already, or else to the usual place.
Function UseScope
  SetShellVarContext current ; $LOCALAPPDATA is the person's own only so
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${PRODUCT}"
  ${If} $Scope == all
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\${PRODUCT}"
  ${EndIf}
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  ${If} $GivenDir != ""
    StrCpy $INSTDIR $GivenDir
  ${EndIf}
  Call KeepChoices
FunctionEnd

; RunIt starts the window as the person, not as the administrator who installed it.
Function RunIt
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${DESKTOP_EXE}"'
FunctionEnd

Section "$(ProgramSection)" ProgramSection
  SectionIn RO
  Call WaitUntilClosed
  !insertmacro EACH_FILE PUT
  SetOutPath "$INSTDIR" ; where the shortcuts start
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${DESKTOP_EXE}" "" "" "" "" "" "$(About)"

  WriteRegStr SHCTX "${APP_PATHS}\${DESKTOP_EXE}" "" "$INSTDIR\${DESKTOP_EXE}"
  WriteRegStr SHCTX "${APP_PATHS}\${CLI_EXE}" "" "$INSTDIR\bin\${CLI_EXE}"
  ; Windows knows files by what stands behind the last dot. .yaml belongs to everybody, so it is only offered under "Open with".
  WriteRegStr SHCTX "Software\Classes\${PROG_ID}" "" "$(FileKind)"
  WriteRegStr SHCTX "Software\Classes\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${DESKTOP_EXE},0"
  WriteRegStr SHCTX "Software\Classes\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${DESKTOP_EXE}" "%1"'
  WriteRegStr SHCTX "Software\Classes\Applications\${DESKTOP_EXE}" FriendlyAppName "${PRODUCT}"
  WriteRegStr SHCTX "Software\Classes\Applications\${DESKTOP_EXE}\shell\open\command" "" '"$INSTDIR\${DESKTOP_EXE}" "%1"'
  !macro OFFER EXTENSION
    WriteRegStr SHCTX "Software\Classes\${EXTENSION}\OpenWithProgids" "${PROG_ID}" ""
    WriteRegStr SHCTX "Software\Classes\Applications\${DESKTOP_EXE}\SupportedTypes" "${EXTENSION}" ""
    WriteRegStr SHCTX "${CAPABILITIES}\FileAssociations" "${EXTENSION}" "${PROG_ID}"
  !macroend
  !insertmacro OFFER .yaml
  !insertmacro OFFER .yml
  WriteRegStr SHCTX "${CAPABILITIES}" ApplicationName "${PRODUCT}"
  WriteRegStr SHCTX "${CAPABILITIES}" ApplicationDescription "$(About)"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${PRODUCT}" "${CAPABILITIES}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "${PRODUCT}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${DESKTOP_EXE},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Publisher "${COMPANY}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Comments "$(About)"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1
  SectionGetSize ${ProgramSection} $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize $0
  Call WebView2
SectionEnd

Section "$(PathSection)" PathSection
  StrCpy $0 "$INSTDIR\bin"
  Call PathAdd
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" OnPath 1
SectionEnd

Section /o "$(DesktopSection)" DesktopSection
  SetOutPath "$INSTDIR"
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${DESKTOP_EXE}" "" "" "" "" "" "$(About)"
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" OnDesktop 1
SectionEnd

; What was chosen before and is not now.
Section -Unchosen
  ${IfNot} ${SectionIsSelected} ${PathSection}
    Call ForgetPath
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${DesktopSection}
    Call ForgetDesktop
  ${EndIf}
SectionEnd

!macro FORGET_FUNCTIONS UN
  Function ${UN}ForgetPath
    ReadRegDWORD $0 SHCTX "${UNINSTALL_KEY}" OnPath
    ${If} $0 == 1
      StrCpy $0 "$INSTDIR\bin"
      Call ${UN}PathRemove
      WriteRegDWORD SHCTX "${UNINSTALL_KEY}" OnPath 0
    ${EndIf}
  FunctionEnd
  Function ${UN}ForgetDesktop
    ReadRegDWORD $0 SHCTX "${UNINSTALL_KEY}" OnDesktop
    ${If} $0 == 1
      Delete "$DESKTOP\${PRODUCT}.lnk"
      WriteRegDWORD SHCTX "${UNINSTALL_KEY}" OnDesktop 0
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro FORGET_FUNCTIONS ""
!insertmacro FORGET_FUNCTIONS "un."

; KeepChoices ticks what an upgrade finds installed, and what the command line says.
Function KeepChoices
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 != ""
    ReadRegDWORD $0 SHCTX "${UNINSTALL_KEY}" OnPath
    ${If} $0 != 1
      !insertmacro UnselectSection ${PathSection}
    ${EndIf}
    ReadRegDWORD $0 SHCTX "${UNINSTALL_KEY}" OnDesktop
    ${If} $0 == 1
      !insertmacro SelectSection ${DesktopSection}
    ${EndIf}
  ${EndIf}
  ${GetOptions} $Parameters "/NoPath" $0
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${PathSection}
  ${EndIf}
FunctionEnd

; WebView2 brings the runtime that draws the window, when this computer has none. The program offers it again when that failed.
Function WebView2
  ${GetOptions} $Parameters "/NoWebView2" $0
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\${WEBVIEW2_CLIENT}" pv
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    ReadRegStr $0 HKCU "Software\${WEBVIEW2_CLIENT}" pv
  ${EndIf}
  ${If} $0 != ""
  ${AndIf} $0 != "0.0.0.0"
    Return
  ${EndIf}
  SetDetailsPrint both
  DetailPrint "$(GettingWebView2)"
  SetDetailsPrint listonly
  InitPluginsDir
  File "/oname=$PLUGINSDIR\MicrosoftEdgeWebview2Setup.exe" "${BOOTSTRAPPER}"
  ClearErrors
  ExecWait '"$PLUGINSDIR\MicrosoftEdgeWebview2Setup.exe" /silent /install' $0
  ${If} ${Errors}
  ${OrIf} $0 != 0
    MessageBox MB_ICONINFORMATION "$(NoWebView2)" /SD IDOK
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Scope user
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 != $INSTDIR
    StrCpy $Scope all
    SetShellVarContext all
  ${EndIf}
  Call un.MayUseScope
  ${If} $0 == yes
    Return
  ${EndIf}
  ${If} ${Silent}
    SetErrorLevel 740
  ${Else}
    ExecShell runas "$INSTDIR\uninstall.exe"
  ${EndIf}
  Quit
FunctionEnd

; Versions and settings are the person's and stay.
Section Uninstall
  Call un.WaitUntilClosed
  Call un.ForgetPath
  Call un.ForgetDesktop
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  !insertmacro EACH_FILE TAKE_AWAY
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP" ; a folder that is somebody's working folder cannot be removed
  RMDir "$INSTDIR\bin" ; these two only when nothing of somebody else's is in them
  RMDir "$INSTDIR"

  DeleteRegKey SHCTX "${APP_PATHS}\${DESKTOP_EXE}"
  DeleteRegKey SHCTX "${APP_PATHS}\${CLI_EXE}"
  !macro OFFER_NO_MORE EXTENSION
    DeleteRegValue SHCTX "Software\Classes\${EXTENSION}\OpenWithProgids" "${PROG_ID}"
    DeleteRegKey /ifempty SHCTX "Software\Classes\${EXTENSION}\OpenWithProgids"
    DeleteRegKey /ifempty SHCTX "Software\Classes\${EXTENSION}"
  !macroend
  !insertmacro OFFER_NO_MORE .yaml
  !insertmacro OFFER_NO_MORE .yml
  DeleteRegKey SHCTX "Software\Classes\${PROG_ID}"
  DeleteRegKey SHCTX "Software\Classes\Applications\${DESKTOP_EXE}"
  DeleteRegKey SHCTX "${CAPABILITIES}"
  DeleteRegKey /ifempty SHCTX "Software\WorkflowDesigner"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${PRODUCT}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
