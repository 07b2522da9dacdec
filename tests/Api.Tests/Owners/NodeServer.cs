using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>A server of tests/Mail: npm packages that share no code with ours, installed once from their lock file. It ends with its standard input.</summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly NodePackages Mail = new("Mail", "axe-core");
    private readonly Process process;
    private readonly Arrivals arrivals = new();

    private NodeServer(Process process) => this.process = process;

    public int Port { get; private set; }

    /// <summary>Starts <c>smtp.js</c> or <c>smsc.js</c> on a free loopback port.</summary>
    public static async Task<NodeServer> Start(string script, string settings = "{}")
    {
        var folder = await Mail.Folder();
        var server = new NodeServer(Process.Start(new ProcessStartInfo("node", [script, settings])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        server.process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server.process.BeginOutputReadLine();
        server.Port = (await server.Next(""))["port"]!.GetValue<int>();
        return server;
    }

    /// <inheritdoc cref="Arrivals.Next" />
    public Task<JsonNode> Next(string to) => arrivals.Next(to);

    /// <inheritdoc cref="Arrivals.Any" />
    public bool Any(string to) => arrivals.Any(to);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;

        var message = JsonNode.Parse(line)!;
        arrivals.Add(message["to"] is JsonArray many ? many[0]!.GetValue<string>() : message["to"]?.GetValue<string>() ?? "", message);
    }

    /// <summary>The packages, installed.</summary>
    internal static async Task<string> Packages() => Path.Combine(await Mail.Folder(), "node_modules");
}
