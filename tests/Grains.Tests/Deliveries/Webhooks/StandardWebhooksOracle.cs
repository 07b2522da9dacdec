using System.Diagnostics;
using System.Text.Json;

namespace RecycledNumbers.Grains.Tests.Deliveries.Webhooks;

/// <summary>The npm package <c>standardwebhooks</c> 1.1.1, which shares no code with ours. Installed once from its lock file.</summary>
internal static class StandardWebhooksOracle
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(Install);

    /// <summary><c>ok</c>, or why not.</summary>
    public static async Task<string> Verify(string secret, Received request, string? body = null)
    {
        await Installed.Value;
        return await Run("node", "verify.js", JsonSerializer.Serialize(new { secret, headers = request.Headers, body = body ?? request.Body }));
    }

    private static async Task Install()
    {
        if (!System.IO.Directory.Exists(Path.Combine(Folder, "node_modules", "standardwebhooks")))
        {
            await Run("npm", "ci --silent", "");
        }
    }

    private static async Task<string> Run(string program, string arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {arguments}: {await error}");
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RecycledNumbers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return Path.Combine(folder.FullName, "tests", "Webhooks");
    }
}
