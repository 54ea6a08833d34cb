"""What a shell reads to complete the words of ``rota``; each asks the program itself, and takes its answers as plain words."""

BASH = r"""# Completion of rota for bash. Put this line into ~/.bashrc:
#     source <(rota completion bash)
_rota() {
    local current="${COMP_WORDS[COMP_CWORD]}" program=rota line
    type -P rota > /dev/null || program="$1"
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            :files) compopt -o default 2> /dev/null ;;
            :folders) compopt -o dirnames 2> /dev/null ;;
            *)
                # A cell is two words; where no quote is open they are kept together.
                if [[ "$line" == *" "* && "$current" != [\"\']* ]]; then
                    printf -v line '%q' "$line"
                fi
                COMPREPLY+=("$line")
                ;;
        esac
    done < <(ROTA_COMPLETING=bash command "$program" "${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -F _rota rota
"""

ZSH = r"""#compdef rota
# Completion of rota for zsh. Put this line into ~/.zshrc, behind compinit:
#     source <(rota completion zsh)
_rota() {
    local line
    local -a found shown
    while IFS= read -r line; do
        case "$line" in
            :files) _files; return ;;
            :folders) _files -/; return ;;
            *)
                found+=("${line%%$'\t'*}")
                shown+=("${line/$'\t'/  }")
                ;;
        esac
    done < <(ROTA_COMPLETING=zsh command rota "${(@Q)words[2,CURRENT]}" 2> /dev/null)
    (( ${#found} )) && compadd -d shown -a found
}
if [[ "${funcstack[1]}" == _rota ]]; then
    _rota "$@"
else
    compdef _rota rota
fi
"""

FISH = r"""# Completion of rota for fish. Write it to where fish looks for it:
#     rota completion fish > ~/.config/fish/completions/rota.fish
function __rota_complete
    set -l said (commandline -opc)
    set -l current (commandline -ct)
    set -e said[1]
    for line in (ROTA_COMPLETING=fish command rota $said "$current" 2> /dev/null)
        switch "$line"
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case '*'
                printf '%s\n' "$line"
        end
    end
end
complete -c rota -f -a '(__rota_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""The text for each shell."""
