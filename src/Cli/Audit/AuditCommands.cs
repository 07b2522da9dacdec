using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RecycledNumbers.Cli.Audit;

/// <summary>Proof that the history is as it was written.</summary>
internal static class AuditCommands
{
    /// <summary>Findings that are shown to people; --json has them all.</summary>
    private const int MostShown = 200;

    internal static Verb Build() => new("audit", "Proof that no event was changed, left out or added.", "rn audit export +8613800100001 --out history.json", "rn audit verify history.json --keys jwks.json", "rn audit verify --all")
    {
        Export(), Verify(), Roots(), Keys(),
    };

    private static Verb Export()
    {
        var number = new Argument<string>("number") { Description = "The number, as +8613800100001" };
        var output = new Option<FileInfo?>("--out") { Description = "Where it goes; standard output unless said" };
        return new Verb("export", "One number's history with its proofs, to be kept and checked by anybody.", "rn audit export +8613800100001 --out history.json") { number, output }.Does(async call =>
        {
            using var export = await call.Registry().ExportAuditAsync(call.Need(number), call.Cancellation);
            await RowFiles.Keep(call, export, call.Get(output));
        });
    }

    private static Verb Verify()
    {
        var file = new Argument<FileInfo?>("file") { Description = "An export to check; nobody is asked but for the keys", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Auditors and operators: every event of the registry" };
        var keys = new Option<FileInfo?>("--keys") { Description = "The registry's public keys, as 'rn audit keys' writes them; fetched from the registry unless said" };
        var known = new Option<FileInfo?>("--known") { Description = "Roots that were kept (lines of 'rn audit roots --json', or an export): they must be there still" };
        return new Verb("verify", "Looks for events that were changed, left out, moved or added. Ends with 7 if there are any.", "rn audit verify history.json --keys jwks.json", "rn audit verify --all --keys jwks.json --known roots.ndjson") { file, all, keys, known }.Does(async call =>
        {
            if (call.Get(file) is null != call.Get(all))
            {
                throw new UsageException("Give a file to check, or --all.");
            }

            var trusted = PublicKeys.Read(call.Get(keys) is { } kept ? await File.ReadAllTextAsync(kept.FullName, call.Cancellation) : await call.Registry().ReadKeysAsync(call.Cancellation));
            var roots = call.Get(known) is { } given ? KnownRoots.Read(await File.ReadAllTextAsync(given.FullName, call.Cancellation)) : null;
            var report = call.Get(file) is { } export ? await Check(export, trusted, call.Cancellation) : await new AuditWatch(call, call.Registry(), trusted, roots).Run();
            call.Screen.ShowOwn(report, Shown);
            return report.Findings.Count > 0 ? ExitCode.Tampered : ExitCode.Done;
        });
    }

    private static Verb Roots() => new Verb("roots", "The signed roots, oldest first. Keep them: --known compares.", "rn audit roots --json --limit 100000 > roots.ndjson") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<RootAnswer>(
            async (after, limit) => await registry.ReadAuditRootsAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
            ("root", static r => r.Index), ("events", static r => r.Events), ("sealed at", static r => r.SealedAt));
    });

    private static Verb Keys()
    {
        var output = new Option<FileInfo?>("--out") { Description = "Where they go; standard output unless said" };
        return new Verb("keys", "The registry's public keys. Keep them, and compare them with what others were given.", "rn audit keys --out jwks.json") { output }.Does(async call =>
        {
            var keys = await call.Registry().ReadKeysAsync(call.Cancellation);
            PublicKeys.Read(keys);
            if (call.Get(output) is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, keys, call.Cancellation);
            }
            else
            {
                call.Screen.Line(keys);
            }
        });
    }

    private static async Task<AuditReport> Check(FileInfo file, PublicKeys keys, CancellationToken cancellation)
    {
        await using var stream = file.OpenRead();
        return new ExportCheck(keys).Of(await ExportFile.Read(stream, cancellation));
    }

    private static IRenderable Shown(AuditReport report)
    {
        var facts = Screen.Facts(
            ("events", report.Events), ("under no root yet", report.Unsealed), ("kept back in part", report.Kept), ("roots", report.Roots), ("numbers", report.Numbers),
            ("verdict", report.Findings.Count == 0 ? "nothing was changed" : FormattableString.Invariant($"{report.Findings.Count:N0} findings: not as it was written")));
        if (report.Findings.Count == 0)
        {
            return facts;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("finding", "number", "event", "root", "what");
        foreach (var finding in report.Findings.Take(MostShown))
        {
            table.AddRow(new Text(finding.Kind), new Text(Screen.Say(finding.Number)), new Text(Screen.Say(finding.Sequence)), new Text(Screen.Say(finding.Root)), new Text(Screen.Say(finding.What)));
        }

        return new Rows(report.Findings.Count > MostShown ? [facts, table, new Text(FormattableString.Invariant($"… and {report.Findings.Count - MostShown:N0} more: --json has them all."))] : [facts, table]);
    }
}
