using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Cli.Tests;

/// <summary>The command line as a process of its own, with a home of its own.</summary>
public sealed class Rn(string folder)
{
    // When a run that hangs is given up, and not how long one may take.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The built program.</summary>
    public static string Program { get; } = typeof(Verb).Assembly.Location;

    public string Folder { get; } = folder;

    /// <summary>Variables beside those of every run.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public Task<Ran> Run(params string[] arguments) => Run(arguments, input: null);

    /// <summary>Runs it to its end.</summary>
    public async Task<Ran> Run(string[] arguments, string? input)
    {
        await using var running = Start(arguments);
        await running.Say(input);
        return await running.Ended();
    }

    /// <summary>Runs it in a terminal (of util-linux' <c>script</c>); what the terminal shows is its output.</summary>
    public Task<Ran> InTerminal(params string[] arguments) => InTerminal(200, arguments);

    /// <summary>The same in one of so many columns.</summary>
    public async Task<Ran> InTerminal(int columns, string[] arguments)
    {
        var line = string.Join(' ', new[] { "dotnet", Program }.Concat(arguments).Select(static word => $"'{word}'"));
        await using var running = new Running(Start("script", ["-qefc", string.Create(CultureInfo.InvariantCulture, $"stty cols {columns}; {line}"), "/dev/null"]));
        await running.Say(null);
        return await running.Ended();
    }

    /// <summary>Types a line into a terminal once the program there has asked for it.</summary>
    public async Task<Ran> Typed(string command, string line, string waitFor)
    {
        await using var running = new Running(Start("script", ["-qefc", command, "/dev/null"]));
        await Wait.Until(() => Task.FromResult(running.Out.Contains(waitFor, StringComparison.Ordinal)), Patience);
        await running.Type(line + "\r");
        return await running.Ended();
    }

    /// <summary>Starts it. Whoever started the tests in the background has signals ignored that it must hear.</summary>
    public Running Start(params string[] arguments) => new(Start("env", ["--default-signal=INT", "dotnet", Program, .. arguments]));

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("RN_", StringComparison.Ordinal) || name is "NO_COLOR" or "CI").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Folder;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Folder, "config");
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>One run that goes on.</summary>
    public sealed class Running : IAsyncDisposable
    {
        private readonly Process process;
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly List<(TimeSpan At, string Text)> pieces = [];
        private readonly StringBuilder output = new();
        private readonly StringBuilder error = new();
        private readonly Task reading;

        internal Running(Process process)
        {
            this.process = process;
            reading = Task.WhenAll(Read(process.StandardOutput, output), Read(process.StandardError, error));
        }

        public string Out => Text(output);

        public string Error => Text(error);

        public Task Type(string text) => process.StandardInput.WriteAsync(text);

        public async Task Say(string? input)
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input);
            }

            process.StandardInput.Close();
        }

        /// <summary>What Ctrl-C sends.</summary>
        public async Task Interrupt()
        {
            using var sent = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await sent.WaitForExitAsync();
        }

        public async Task<Ran> Ended()
        {
            using var limit = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(limit.Token);
            await reading;
            return new Ran(process.ExitCode, Text(output), Text(error)) { Pieces = pieces };
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        /// <summary>As it comes, not by lines: a question has no end of line.</summary>
        private async Task Read(StreamReader reader, StringBuilder text)
        {
            var buffer = new char[4096];
            while (await reader.ReadAsync(buffer) is > 0 and var read)
            {
                lock (text)
                {
                    text.Append(buffer, 0, read);
                    if (text == output)
                    {
                        pieces.Add((Stopwatch.GetElapsedTime(started), new string(buffer, 0, read)));
                    }
                }
            }
        }

        private static string Text(StringBuilder text)
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }
}

/// <summary>How a run ended, and what it said.</summary>
public sealed record Ran(int Exit, string Out, string Error)
{
    /// <summary>Its output as it came: how long after the start, and what.</summary>
    public IReadOnlyList<(TimeSpan At, string Text)> Pieces { get; init; } = [];

    /// <summary>Its answer as JSON: one object on one line.</summary>
    public JsonNode Json => JsonNode.Parse(Lines.ShouldHaveSingleItem(ToString()))!;

    /// <summary>Its lines.</summary>
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its error as JSON.</summary>
    public JsonNode Fault => JsonNode.Parse(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;

    public Ran ShouldEnd(int code)
    {
        Exit.ShouldBe(code, ToString());
        return this;
    }

    public override string ToString() => $"exit {Exit}\n{Out}\n{Error}";
}
