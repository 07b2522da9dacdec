using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Checks;

/// <summary>Answers checks for one platform, out of the blocks of numbers: checks hit numbers at random, and none may wake a number's own actor.</summary>
internal sealed class CheckDesk
{
    /// <summary>What is said of a date that has not come.</summary>
    internal const string FutureDay = "The date lies in the future of the number's country.";

    private readonly BlockDesk blocks;
    private readonly RecentCommands recent;
    private readonly string platform;

    private CheckDesk(IServiceProvider services, Caller caller)
    {
        blocks = services.GetRequiredService<BlockDesk>();
        recent = services.GetRequiredService<RecentCommands>();
        platform = caller.AsParty().Id;
    }

    /// <summary>The desk of this request.</summary>
    public static async ValueTask<CheckDesk> BindAsync(HttpContext context) => new(context.RequestServices, await Caller.BindAsync(context));

    /// <summary>Answers windows of rows for the same platform.</summary>
    internal Batches.BlockQuestioner Questioner => new(blocks, recent, platform);

    /// <summary>yes, no or no_data.</summary>
    /// <exception cref="ApiException">The date lies in the future.</exception>
    internal async Task<string> Answer(CheckRequest check, CancellationToken cancellation)
    {
        var (key, line) = BlockKey.Of(check.Number.Value);
        var answers = await blocks.Check(key, new BlockQuestions
        {
            Lines = [(ushort)line],
            Days = check.Date is { } date ? [date.DayNumber] : [],
            Tokens = check.TenureToken is { } token ? [token] : [],
            Platform = platform,
            Fresh = recent.Has(key, line),
        }).AsTask().WaitAsync(cancellation);
        if (ErrorOf(answers.Items[0]) is var (error, detail)) throw new ApiException(error, detail);
        var answer = NameOf(answers.Items[0]);
        ApiTelemetry.Checked(answer, check.Date is null ? "token" : "date");
        return answer;
    }

    /// <summary>What an answer that is none is told as, alone or in a row of a batch; null: it is one.</summary>
    internal static (ApiError Error, string? Detail)? ErrorOf(BlockAnswer answer) => answer switch
    {
        BlockAnswer.FutureDay => (ApiErrors.InvalidDate, FutureDay),
        BlockAnswer.Stuck => (ApiErrors.NumberStuck, null),
        _ => null,
    };

    internal static string NameOf(BlockAnswer answer) => answer switch
    {
        BlockAnswer.Yes => "yes",
        BlockAnswer.No => "no",
        BlockAnswer.NoData => "no_data",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };
}
