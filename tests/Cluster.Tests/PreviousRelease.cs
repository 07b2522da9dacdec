using System.Diagnostics;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>The programs of the release before this one, built from this repository's own history: the commit that the file <c>PreviousVersion</c> names. Kept under <c>artifacts</c>, so that a second run need not build.</summary>
internal static class PreviousRelease
{
    private const string Silo = "RecycledNumbers.Silo.dll";
    private const string Gateway = "RecycledNumbers.Api.dll";

    /// <summary>Files of its silo and gateway; skips the test, and says why, where the commit is not in this clone.</summary>
    public static async Task<(string Silo, string Gateway)> Build()
    {
        var root = Repository.Root;
        var commit = (await File.ReadAllTextAsync(Path.Combine(root, "tests/Cluster.Tests/PreviousVersion"))).Trim();
        var kept = Path.Combine(root, "artifacts/previous", commit);
        if (!Directory.Exists(kept))
        {
            var (code, output) = await Run(root, "git", "cat-file", "-e", $"{commit}^{{commit}}");
            Assert.SkipWhen(code != 0, $"Not run: commit {commit} of the previous release is not in this clone (a shallow one? git fetch --unshallow). {output}");
            await Make(root, commit, kept);
        }

        return (Path.Combine(kept, Silo), Path.Combine(kept, Gateway));
    }

    // Built aside and moved into place whole, so that a broken build is never taken for one that ended well.
    private static async Task Make(string root, string commit, string kept)
    {
        var aside = Path.Combine(Path.GetTempPath(), $"rn-previous-{Guid.NewGuid():N}");
        Directory.CreateDirectory(aside);
        try
        {
            await Succeed(root, "git", "archive", "--format=tar", "--output", Path.Combine(aside, "source.tar"), commit);
            await Succeed(aside, "tar", "-xf", "source.tar");
            await Succeed(aside, "dotnet", "build", "src/Silo", "-c", "Release", "-m:1", "-p:RunAnalyzers=false", "-nodeReuse:false", "-o", "built");
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            var part = $"{kept}.{Guid.NewGuid():N}";
            await Succeed(aside, "cp", "-r", "built", part);
            Directory.Move(part, kept);
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static async Task Succeed(string folder, string program, params string[] arguments)
    {
        var (code, output) = await Run(folder, program, arguments);
        code.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}");
    }

    private static async Task<(int Code, string Output)> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
