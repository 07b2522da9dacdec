using System.Diagnostics;

namespace RecycledNumbers.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("rn num", "number")]
    [InlineData("rn number dea", "deactivate")]
    [InlineData("rn number deactivate +8613800100001 --reason arr", "arrears")]
    [InlineData("rn batch send --con", "--content")]
    public async Task Bash_completes_commands_options_and_their_words(string line, string completed)
    {
        var words = line.Split(' ');
        var script = $"""
            source <(rn completion bash)
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({string.Join(' ', words.Select(static word => $"'{word}'"))}) COMP_CWORD={words.Length - 1}
            _rn
            printf '%s\n' "$(printf '%s\n' "$COMPREPLY")"
            """;

        (await Shell("bash", script)).Trim().ShouldBe(completed);
    }

    [Fact]
    public async Task Zsh_completes_them_too()
    {
        // Without a terminal there is no completion to start: what would be offered is printed instead.
        const string Script = """
            compdef() { :; }
            compadd() { shift; print -l -- "$@"; }
            source <(rn completion zsh)
            words=(rn number dea)
            _rn
            """;

        (await Shell("zsh", Script)).Split('\n').ShouldContain("deactivate");
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> Shell(string shell, string script)
    {
        var rn = Path.Combine(folder.Path, "rn");
        await File.WriteAllTextAsync(rn, $"#!/bin/sh\nexec dotnet '{Rn.Program}' \"$@\"\n");
        File.SetUnixFileMode(rn, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(shell, ["-c", script]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
