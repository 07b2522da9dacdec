using RecycledNumbers.Api.Access;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <summary>Subscribers as the registry knows them: a keyed hash of the carrier's own reference, made on arrival. The reference itself goes no further.</summary>
internal sealed class Subscribers(KeyRing keys)
{
    private readonly byte[] key = keys.Derive("subscriber");

    /// <summary>22 characters of base64url (128 bits of HMAC-SHA-256). The carrier is part of it: the same reference at two carriers is two subscribers.</summary>
    internal string Hash(string carrier, string reference) => KeyedHash.Of(key, $"{carrier}\n{reference}", bytes: 16);
}
