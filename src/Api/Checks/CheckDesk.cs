using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Checks;

/// <summary>Answers checks for one platform, out of the ledger: checks hit numbers at random, and none may wake an actor.</summary>
internal sealed class CheckDesk
{
    private readonly ILedger ledger;
    private readonly TenureTokens tokens;
    private readonly TimeProvider clock;
    private readonly string platform;

    private CheckDesk(IServiceProvider services, Caller caller)
    {
        ledger = services.GetRequiredService<ILedger>();
        tokens = services.GetRequiredService<TenureTokens>();
        clock = services.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key);
        platform = caller.AsParty().Id;
    }

    /// <summary>The desk of this request.</summary>
    public static async ValueTask<CheckDesk> BindAsync(HttpContext context) => new(context.RequestServices, await Caller.BindAsync(context));

    /// <summary>yes, no or no_data.</summary>
    /// <exception cref="ApiException">The date lies in the future.</exception>
    internal async Task<string> Answer(CheckRequest check, CancellationToken cancellation)
    {
        var country = FreezeProfile.Of(check.Number.Country);
        if (check.Date > country.DayOf(clock.GetUtcNow())) throw new ApiException(ApiErrors.InvalidDate, "The date lies in the future of the number's country.");
        var state = await ledger.Load(check.Number.Value, cancellation) is { } row ? NumberFormat.Read(row.State) : null;
        var answer = NameOf(check.Date is { } date ? OwnerCheck.ByDate(state, date, country) : OwnerCheck.ByToken(state, platform, check.TenureToken!, tokens.Key));
        ApiTelemetry.Checked(answer, check.Date is null ? "token" : "date");
        return answer;
    }

    private static string NameOf(CheckAnswer answer) => answer switch
    {
        CheckAnswer.Yes => "yes",
        CheckAnswer.No => "no",
        CheckAnswer.NoData => "no_data",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No such answer."),
    };
}
