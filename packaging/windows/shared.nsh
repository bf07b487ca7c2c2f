; What the installer and the uninstaller do alike. Each macro makes the functions of one of them: UN is "" or "un.".

!macro SCOPE_FUNCTIONS UN
  ; MayUseScope says in $0 whether this process may install for $Scope: yes or no.
  Function ${UN}MayUseScope
    StrCpy $0 yes
    ${If} $Scope == all
      UserInfo::GetAccountType
      Pop $0
      ${If} $0 == Admin
        StrCpy $0 yes
      ${Else}
        StrCpy $0 no
      ${EndIf}
    ${EndIf}
  FunctionEnd

  ; WaitUntilClosed asks to close the program while it runs: Windows does not replace one that does.
  Function ${UN}WaitUntilClosed
    !insertmacro EACH_PROGRAM_CLOSED "$INSTDIR\${DESKTOP_EXE}"
    !insertmacro EACH_PROGRAM_CLOSED "$INSTDIR\bin\${CLI_EXE}"
  FunctionEnd

  ; OpenPath reads the PATH that is kept in the registry for $Scope, whatever its length: NSIS' own strings are too short for it.
  ; $1 key, $2 its kind, $3 a text that begins and ends with a semicolon, $4 whether the last one was written there already: yes
  ; or no. $1 is 0 when it cannot be read. $0 is what is looked for.
  Function ${UN}OpenPath
    StrCpy $5 -2147483647 ; HKEY_CURRENT_USER
    StrCpy $6 Environment
    ${If} $Scope == all
      StrCpy $5 -2147483646 ; HKEY_LOCAL_MACHINE
      StrCpy $6 "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
    ${EndIf}
    System::Call 'advapi32::RegOpenKeyExW(p r5, w r6, i 0, i 0x2011F, *p 0 r1) i .r7'
    ${If} $7 != 0
      StrCpy $1 0
      Return
    ${EndIf}
    System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, *i 0 r2, p 0, *i 0 r6) i .r7'
    ${If} $7 = 2 ; there is none yet
      StrCpy $2 2 ; REG_EXPAND_SZ
      StrCpy $6 0
    ${ElseIf} $7 != 0
      Goto unreadable
    ${ElseIf} $2 != 1
    ${AndIf} $2 != 2
      Goto unreadable
    ${EndIf}
    StrLen $7 $0
    IntOp $7 $7 * 2
    IntOp $7 $7 + $6
    IntOp $7 $7 + 16
    System::Call 'kernel32::GlobalAlloc(i 0x40, p r7) p .r3'
    ${If} $3 P= 0
      Goto unreadable
    ${EndIf}
    System::Call 'kernel32::lstrcpyW(p r3, w ";")'
    IntPtrOp $5 $3 + 2
    ${If} $6 > 0
      System::Call 'advapi32::RegQueryValueExW(p r1, w "Path", p 0, p 0, p r5, *i r6) i .r7'
      ${If} $7 != 0
        System::Call 'kernel32::GlobalFree(p r3)'
        Goto unreadable
      ${EndIf}
    ${EndIf}
    System::Call 'kernel32::lstrlenW(p r3) i .r7'
    IntOp $7 $7 - 1
    IntOp $7 $7 * 2
    IntPtrOp $5 $3 + $7
    System::Call '*$5(&i2 .r7)'
    StrCpy $4 yes
    ${If} $7 != 59
      StrCpy $4 no
      System::Call 'kernel32::lstrcatW(p r3, w ";")'
    ${EndIf}
    Return
  unreadable:
    System::Call 'advapi32::RegCloseKey(p r1)'
    StrCpy $1 0
  FunctionEnd

  ; WritePath keeps what stands in $3 behind its first semicolon, and closes what OpenPath opened.
  Function ${UN}WritePath
    IntPtrOp $5 $3 + 2
    System::Call 'kernel32::lstrlenW(p r5) i .r7'
    ${If} $7 = 0
      System::Call 'advapi32::RegDeleteValueW(p r1, w "Path")'
    ${Else}
      IntOp $7 $7 + 1
      IntOp $7 $7 * 2
      System::Call 'advapi32::RegSetValueExW(p r1, w "Path", i 0, i r2, p r5, i r7)'
    ${EndIf}
    Call ${UN}ClosePath
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  FunctionEnd

  Function ${UN}ClosePath
    System::Call 'advapi32::RegCloseKey(p r1)'
    System::Call 'kernel32::GlobalFree(p r3)'
  FunctionEnd

  ; PathRemove takes the folder $0 out of PATH.
  Function ${UN}PathRemove
    Call ${UN}OpenPath
    ${If} $1 P= 0
      Return
    ${EndIf}
    StrCpy $8 ";$0;"
    System::Call 'shlwapi::StrStrIW(p r3, w r8) p .r5'
    ${If} $5 P= 0
      Call ${UN}ClosePath
      Return
    ${EndIf}
    StrLen $7 $0
    IntOp $7 $7 + 1
    IntOp $7 $7 * 2
    IntPtrOp $6 $5 + $7 ; the semicolon behind it
    System::Call 'kernel32::lstrlenW(p r6) i .r7'
    IntOp $7 $7 + 1
    IntOp $7 $7 * 2
    System::Call 'kernel32::RtlMoveMemory(p r5, p r6, p r7)'
    ${If} $4 == no
      System::Call 'kernel32::lstrlenW(p r3) i .r7'
      ${If} $7 > 1
        IntOp $7 $7 - 1
        IntOp $7 $7 * 2
        IntPtrOp $5 $3 + $7
        System::Call '*$5(&i2 0)'
      ${EndIf}
    ${EndIf}
    Call ${UN}WritePath
  FunctionEnd

  !if "${UN}" == ""
    ; PathAdd puts the folder $0 behind what is in PATH, unless it is there.
    Function PathAdd
      Call OpenPath
      ${If} $1 P= 0
        Return
      ${EndIf}
      StrCpy $8 ";$0;"
    System::Call 'shlwapi::StrStrIW(p r3, w r8) p .r5'
      ${If} $5 P<> 0
        Call ClosePath
        Return
      ${EndIf}
      System::Call 'kernel32::lstrcatW(p r3, w r0)'
      Call WritePath
    FunctionEnd
  !endif
!macroend

!macro EACH_PROGRAM_CLOSED PROGRAM
  !define TRY try_${__LINE__}
  !define CLOSED closed_${__LINE__}
  ${TRY}:
  IfFileExists "${PROGRAM}" 0 ${CLOSED}
  ClearErrors
  FileOpen $0 "${PROGRAM}" a
  IfErrors +3
  FileClose $0
  Goto ${CLOSED}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDCANCEL IDRETRY ${TRY}
  SetErrorLevel 70
  Quit
  ${CLOSED}:
  !undef TRY
  !undef CLOSED
!macroend
