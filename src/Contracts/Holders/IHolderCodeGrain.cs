using RecycledNumbers.Contracts.Faults;

namespace RecycledNumbers.Contracts.Holders;

/// <summary>One-time codes that prove who holds a number. Key: its E.164 text. It answers the same for a number that does not exist.</summary>
/// <remarks>Faults: <see cref="OutcomeUnknownException"/>.</remarks>
[Alias("rn.IHolderCodeGrain")]
public interface IHolderCodeGrain : IGrainWithStringKey
{
    /// <summary>Makes a code and has it sent to the number by SMS, where somebody has it. False: too many were asked for.</summary>
    /// <param name="platform">The platform that asks in the holder's name, which alone may use the code; null: the holder.</param>
    /// <param name="language">zh-CN or en.</param>
    [Alias("Ask")] Task<bool> Ask(string? platform, string language);

    /// <summary>The tenure whose holder the code proves; null where it is wrong, used, tried too often, too old, another's, or the number has changed hands since.</summary>
    [Alias("Prove")] Task<int?> Prove(string? platform, string code);

    /// <summary>What the SMS says, for the lane that sends it; null once it is of no more use.</summary>
    [Alias("ReadMessage")] Task<HolderMessage?> ReadMessage(string id);
}

/// <summary>What the SMS with a code is made of.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Generation">Tenure that it is for.</param>
/// <param name="Platform">The platform that asked, or null: the holder.</param>
/// <param name="Language">zh-CN or en.</param>
[GenerateSerializer, Immutable, Alias("rn.HolderMessage")]
public sealed record HolderMessage([property: Id(0)] string Code, [property: Id(1)] int Generation, [property: Id(2)] string? Platform, [property: Id(3)] string Language)
{
    /// <summary>Nothing of it: a code must not end in a log.</summary>
    public override string ToString() => "code";
}
