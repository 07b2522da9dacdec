using System.Diagnostics;
using System.Text;

namespace RecycledNumbers.Processes;

/// <summary>What a document tells somebody to type, typed: by bash, line by line as it stands.</summary>
public static class BashScript
{
    /// <summary>Runs it in a folder until it ends or patience does; what it started in the background goes with the shell. Answers the exit code (-1: it did not end) and all that was said, each line before what it said.</summary>
    public static async Task<(int Exit, string Said)> Run(string script, string folder, TimeSpan patience, Action<IDictionary<string, string?>> environment)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "script.sh"), "set -euo pipefail\ntrap '{ set +x; kill $(jobs -p); } 2>/dev/null || true' EXIT\nset -x\n" + script);
        var start = new ProcessStartInfo("bash", ["script.sh"]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        environment(start.Environment);
        using var bash = Process.Start(start)!;
        bash.StandardInput.Close();
        var said = new StringBuilder();
        bash.OutputDataReceived += (_, line) => Keep(line.Data);
        bash.ErrorDataReceived += (_, line) => Keep(line.Data);
        bash.BeginOutputReadLine();
        bash.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await bash.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
            Keep("It did not end in time.");
            return (-1, said.ToString());
        }

        return (bash.ExitCode, said.ToString());

        void Keep(string? line)
        {
            lock (said)
            {
                said.Append(line).Append('\n');
            }
        }
    }
}
