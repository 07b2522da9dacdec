using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Holders;

/// <summary>Slows down whoever asks for codes to many numbers, or tries codes of many.</summary>
internal sealed class HolderBudget(IOptions<HolderOptions> options) : IDisposable
{
    /// <summary>How long a spent budget stays spent at most.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly AddressBudget codes = new(options.Value.CodesPerAddress, Window);
    private readonly AddressBudget tries = new(options.Value.TriesPerAddress, Window);

    /// <summary>Whether one more code may be asked for.</summary>
    internal bool MayAsk(HttpContext context) => codes.Spend(context);

    /// <summary>Whether one more code may be tried.</summary>
    internal bool MayTry(HttpContext context) => tries.Spend(context);

    public void Dispose()
    {
        codes.Dispose();
        tries.Dispose();
    }
}
