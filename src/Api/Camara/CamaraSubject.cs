using System.Diagnostics.CodeAnalysis;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Camara;

/// <summary>Which number a request is about, and what the registry knows of it. Read from the ledger: such questions hit numbers at random, and none may wake an actor.</summary>
internal sealed class CamaraSubject
{
    private readonly BoundNumber? bound;
    private readonly ILedger ledger;
    private readonly TimeProvider clock;

    private CamaraSubject(HttpContext context)
    {
        bound = BoundNumber.Of(context.User);
        ledger = context.RequestServices.GetRequiredService<ILedger>();
        clock = context.RequestServices.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key);
    }

    /// <summary>The subject of this request.</summary>
    public static ValueTask<CamaraSubject> BindAsync(HttpContext context) => ValueTask.FromResult(new CamaraSubject(context));

    /// <summary>The number, from the token or from the body: a token that names one must be alone with it, and one that names none needs the body's.</summary>
    internal bool TryIdentify(SchemaNumber? given, [NotNullWhen(true)] out PhoneNumber? number, [NotNullWhen(false)] out CamaraError? error)
    {
        number = bound?.Number;
        error = (bound, given) switch
        {
            (not null, not null) => CamaraError.UnnecessaryIdentifier,
            (null, null) => CamaraError.MissingIdentifier,
            (null, { } named) when !PhoneNumber.TryParse(named.Text, out number) => CamaraError.UnknownNumber,
            _ => null,
        };
        return error is null;
    }

    /// <summary>The number's state, or null where the registry knows no owner. A token of a tenure that is over sees nothing of the one that followed.</summary>
    internal async Task<NumberState?> Load(PhoneNumber number, CancellationToken cancellation)
    {
        NumberState? state = null;
        if (await ledger.Load(number.Value, cancellation) is { } row && NumberFormat.Flaw(row.State, number.Value, out state) is not null) throw new ApiException(ApiErrors.NumberStuck);
        return state?.Tenure is null || (bound is not null && bound.Generation != state.Generation) ? null : state;
    }

    /// <summary>Whether a day lies in the future of the number's country.</summary>
    internal bool IsFuture(PhoneNumber number, DateOnly day) => day > Today(number);

    /// <summary>The day that it is in the number's country.</summary>
    internal DateOnly Today(PhoneNumber number) => FreezeProfile.Of(number.Country).DayOf(clock.GetUtcNow());
}
