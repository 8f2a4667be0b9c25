# ao: tab completion for fish. Asks ao itself, so it knows what this ao knows.
function __ao_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    for line in (ao __complete -- $words 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            printf '%s\n' $line
        end
    end
end
complete -c ao -f -a '(__ao_complete)'
