using System.CommandLine;

namespace RecycledNumbers.Cli.Completion;

/// <summary>Completion in bash and zsh: the shell asks the program itself what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _rn() {
            local IFS=$'\n'
            local word="${COMP_WORDS[COMP_CWORD]}"
            COMPREPLY=($(compgen -W "$(rn "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
            [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$word"))
        }
        complete -F _rn rn
        """;

    private const string Zsh = """
        _rn() {
            local line="${words[*]}"
            local -a found
            found=("${(@f)$(rn "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=(${found:#})
            if (( ${#found} )); then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _rn rn
        """;

    internal static Verb Build()
    {
        var shell = new Argument<string>("shell") { Description = "bash or zsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        return new Verb("completion", "Prints a script that completes commands, options and words.", "source <(rn completion bash)", "rn completion zsh > ~/.zfunc/_rn.zsh") { shell }.Does(call =>
        {
            Console.Out.Write((call.Need(shell) == "bash" ? Bash : Zsh) + "\n");
            return Task.CompletedTask;
        });
    }
}
