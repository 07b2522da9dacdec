using RecycledNumbers.Chaos;
using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Chaos.Reports;

if (args.Any(static a => a is "--help" or "-h" or "-?"))
{
    Console.WriteLine(Usage.Text);
    return 0;
}

if (ChaosArguments.Parse(args) is not { } asked)
{
    Console.Error.WriteLine("Wrong arguments.");
    Console.Error.WriteLine(Usage.Text);
    return 2;
}

await using var run = await ChaosRun.Start(asked, Console.Out);
await run.Play();
if (asked.Sabotage is { } line)
{
    Console.WriteLine($"Sabotage: {line}");
    await run.Break(line);
}

await run.Audit();
var evidence = await run.Evidence();
var (verdicts, waits) = (Judge.Verdicts(evidence), Judge.Waits(evidence));
Report.Print(verdicts, waits, evidence.Faults, Console.Out);
if (asked.Json is { } file)
{
    await Report.WriteJson(verdicts, waits, file);
}

if (asked.Report is { } folder)
{
    await Report.WriteFolder(run, evidence, verdicts, folder);
}

return verdicts.Any(static v => v.Count > 0) ? 1 : 0;
