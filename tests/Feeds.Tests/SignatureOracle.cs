using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Feeds.Tests;

/// <summary>The npm package <c>jose</c>, which shares no code with ours. Installed once from its lock file.</summary>
internal static class SignatureOracle
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(Install);

    /// <summary>The protected header as JSON where the signature holds by the published keys, or why it does not.</summary>
    public static async Task<string> Verify(JsonNode jwks, string signature, byte[] payload)
    {
        await Installed.Value;
        return await Run("node", "verify.mjs", JsonSerializer.Serialize(new { jwks, signature, payload = Convert.ToBase64String(payload) }));
    }

    private static async Task Install()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "jose")))
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
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
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

        return Path.Combine(folder.FullName, "tests", "Signatures");
    }
}
