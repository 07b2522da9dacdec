using System.CommandLine;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli;

/// <summary>What a command has at hand while it runs.</summary>
internal sealed class Call(ParseResult parsed, Screen screen, CancellationToken cancellation)
{
    /// <summary>How often a command is repeated, with the same key, while nobody knows what became of it.</summary>
    private const int Tries = 4;

    public Screen Screen { get; } = screen;

    public CancellationToken Cancellation { get; } = cancellation;

    public string Profile => Get(Root.Profile) ?? Environment.GetEnvironmentVariable("RN_PROFILE") ?? "default";

    /// <summary>Runs a command's work, and says what went wrong.</summary>
    public static async Task<ExitCode> Run(ParseResult parsed, Func<Call, Task<ExitCode>> work, CancellationToken cancellation)
    {
        var screen = new Screen(parsed.GetValue(Root.Json));
        try
        {
            return await work(new Call(parsed, screen, cancellation));
        }
        catch (Exception fault) when (Faults.Explain(fault, cancellation) is { } said)
        {
            screen.Fault(said);
            return said.Exit;
        }
    }

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    public T Need<T>(Option<T> option) => parsed.GetRequiredValue(option);

    public T Need<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>The registry, as whoever is signed in.</summary>
    public RegistryClient Registry() => Session.Open(Profile);

    /// <summary>Gives a command under a key, and repeats it with the same key while it is in doubt: it is done once.</summary>
    /// <exception cref="InDoubtException">Nobody knows what became of it.</exception>
    public async Task<T> Command<T>(Func<string, Task<T>> give)
    {
        var key = Get(Root.Key) ?? $"rn-{Guid.NewGuid():N}";
        var isInDoubt = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await give(key);
            }
            catch (Exception fault) when (Faults.IsInDoubt(fault) || (isInDoubt && Faults.IsPassing(fault)))
            {
                // A registry that is away now says nothing of what it did before.
                isInDoubt = true;
                if (attempt == Tries)
                {
                    throw new InDoubtException(key, fault);
                }

                await Task.Delay(TimeSpan.FromSeconds(attempt), TimeProvider.System, Cancellation);
            }
        }
    }

    /// <summary>Shows the rows of a list, page after page, up to <c>--limit</c>.</summary>
    public async Task List<T>(Func<string?, int, Task<(IReadOnlyList<T> Items, string? Next)>> page, params (string Name, Func<T, object?> Of)[] columns)
    {
        var most = Get(Root.Limit);
        string? after = null;
        var rows = new List<T>();
        do
        {
            var (items, next) = await page(after, Math.Min(most - rows.Count, 1000));
            rows.AddRange(items);
            after = next;
        }
        while (after is not null && rows.Count < most);

        Screen.List(rows, columns);
        if (after is not null)
        {
            Screen.Note($"There is more: --limit takes up to {Root.MostRows}.");
        }
    }
}
