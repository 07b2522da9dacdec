using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>A command whose outcome may be asked for.</summary>
/// <param name="Number">The number it is about.</param>
/// <param name="Party">Whose it is; only this party may ask.</param>
/// <param name="Key">Its idempotency key.</param>
public sealed record Operation(string Number, string Party, string Key);

/// <summary>Ids of operations: sealed, so that a URL (and whoever logs it) shows no number and nobody can ask for another's.</summary>
public sealed class OperationId(IDataProtectionProvider protection)
{
    private const int LongestId = 2048;

    private readonly IDataProtector protector = protection.CreateProtector("rn.operation.v1");

    /// <summary>The id of an operation, made of characters that stand in a URL as they are.</summary>
    public string Seal(Operation operation) => protector.Protect($"{operation.Number}\n{operation.Party}\n{operation.Key}");

    /// <summary>False: not an id of ours. The caller must still be the operation's party.</summary>
    public bool TryOpen(string id, [NotNullWhen(true)] out Operation? operation)
    {
        operation = null;
        if (id.Length <= LongestId && protector.TryUnprotect(id)?.Split('\n') is [var number, var party, var key]) operation = new Operation(number, party, key);
        return operation is not null;
    }
}
