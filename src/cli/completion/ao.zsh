#compdef ao
# ao: tab completion for zsh. Asks ao itself, so it knows what this ao knows.
_ao() {
  local line value
  local -a described
  for line in ${(f)"$(ao __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
    if [[ $line == ":files" ]]; then
      _files
      return
    fi
    value=${line%%$'\t'*}
    if [[ $line == *$'\t'* ]]; then
      described+=("${value//:/\\:}:${line#*$'\t'}")
    else
      described+=("${value//:/\\:}")
    fi
  done
  (( ${#described} )) && _describe ao described
}
if [[ ${funcstack[1]} == _ao ]]; then
  _ao "$@"
else
  compdef _ao ao
fi
