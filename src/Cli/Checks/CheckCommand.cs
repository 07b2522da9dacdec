using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Checks;

/// <summary>Is this still the same person? One number, or a file.</summary>
internal static class CheckCommand
{
    internal static Verb Build()
    {
        var number = new Argument<string?>("number") { Description = "The number", Arity = ArgumentArity.ZeroOrOne };
        var date = new Option<DateOnly?>("--date") { Description = "Has the owner changed since this day?" };
        var token = new Option<string?>("--token") { Description = "Or: is it still the tenure of this token?" };
        var file = new Option<FileInfo?>("--file") { Description = "A file of questions: CSV with the header number,date or number,tenureToken, or NDJSON; .gz if you like" };
        var output = new Option<FileInfo?>("--out") { Description = "Where the answers of a file go; standard output unless said" };
        var format = RowFiles.Format();
        return new Verb("check", """
            Platforms: is this still the same person? yes: the owner has changed, or nobody has the number. no: still the same. no_data: not known.
            The exit code does not say which: it is 0 whenever there is an answer.
            """,
            "rn check +8613800100001 --date 2026-01-31", "rn check +8613800100001 --token tt_…", "rn check --file questions.csv --out answers.csv")
        {
            number, date, token, file, output, format,
        }.Does(async call =>
        {
            if (call.Get(file) is { } questions)
            {
                await File(call, questions, call.Get(output), RowFiles.FormatOf(questions, call.Get(format)));
                return;
            }

            if (call.Get(number) is not { } asked || (call.Get(date) is null) == (call.Get(token) is null))
            {
                throw new UsageException("Give a number and either --date or --token; or --file.");
            }

            var answer = await call.Registry().CheckAsync(new CheckRequest { Number = asked, Date = call.Get(date), TenureToken = call.Get(token) }, call.Cancellation);
            call.Screen.Show(answer, static shown => Screen.Facts(("owner changed", shown.Answer)));
        });
    }

    private static async Task File(Call call, FileInfo questions, FileInfo? output, RowFormat format)
    {
        var registry = call.Registry();
        await using var rows = questions.OpenRead();
        using var answers = await registry.CheckBatchAsync(format, rows, RowFiles.IsGzip(questions), call.Cancellation);
        await RowFiles.Keep(call, answers, output);
    }
}
