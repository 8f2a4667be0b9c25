# ao: tab completion for bash. Asks ao itself, so it knows what this ao knows.
_ao_complete() {
  local word line glued="" index
  local -a words=()
  # Bash breaks words at "=": put "--run", "=", "x" together again.
  for (( index = 1; index <= COMP_CWORD; index++ )); do
    word=${COMP_WORDS[index]}
    if (( ${#words[@]} > 0 )) && [[ $word == "=" || ${COMP_WORDS[index - 1]} == "=" ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  # What stands before the "=" is on the line already.
  word=${words[${#words[@]} - 1]}
  [[ $word == --*=* ]] && glued=${word%%=*}=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == ":files" ]]; then
      compopt -o default 2>/dev/null
      COMPREPLY=()
      return 0
    fi
    line=${line%%$'\t'*}
    COMPREPLY+=("${line#"$glued"}")
  done < <(ao __complete -- "${words[@]}" 2>/dev/null)
}
complete -F _ao_complete ao
