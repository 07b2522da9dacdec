using System.Diagnostics;

namespace RecycledNumbers.Processes;

/// <summary>A folder below <c>tests</c> with npm packages that share no code with ours, installed once from its lock file.</summary>
/// <param name="name">Name of the folder.</param>
/// <param name="package">One of its packages: where that is, they have been installed.</param>
public sealed class NodePackages(string name, string package)
{
    private readonly Lazy<Task> installed = new(() => Install(Repository.File(Path.Combine("tests", name)), package));

    /// <summary>The folder, once the packages are there.</summary>
    public async Task<string> Folder()
    {
        await installed.Value;
        return Repository.File(Path.Combine("tests", name));
    }

    /// <summary>Runs one of its scripts with an input, and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public async Task<string> Run(string script, string input) => await Run(await Folder(), "node", script, input);

    private static Task Install(string folder, string package) =>
        Directory.Exists(Path.Combine(folder, "node_modules", package)) ? Task.CompletedTask : Run(folder, "npm", "ci --silent", "");

    private static async Task<string> Run(string folder, string program, string arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
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
}
