using System.Diagnostics;

namespace RecycledNumbers.Postgres;

/// <summary>Runs one of PostgreSQL's programs; as user <c>postgres</c> when this process is root, because the server refuses root.</summary>
internal static class PostgresCommand
{
    /// <summary>Gives a folder to whoever those programs run as.</summary>
    public static async Task Own(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
        }
    }

    public static async Task Run(string program, params string[] arguments)
    {
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);

        // Not redirected to pipes: a server that pg_ctl starts would inherit them and keep them open for its whole life.
        var output = Path.GetTempFileName();
        try
        {
            var quoted = string.Join(' ', new[] { start.FileName }.Concat(start.ArgumentList).Select(static a => $"'{a.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{quoted} > '{output}' 2>&1 < /dev/null"]) { WorkingDirectory = "/" })!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{Path.GetFileName(program)} failed ({process.ExitCode}): {(await File.ReadAllTextAsync(output)).Trim()}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }
}
