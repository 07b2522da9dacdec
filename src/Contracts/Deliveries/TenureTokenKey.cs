using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Contracts.Deliveries;

/// <summary>The registry's key for tenure tokens. It stays in memory; whoever has it can link the tokens of different platforms.</summary>
/// <param name="key">At least 32 random bytes.</param>
public sealed class TenureTokenKey(byte[] key)
{
    private readonly byte[] _key = key.Length >= 32 ? [.. key] : throw new ArgumentException("A tenure token key has at least 32 bytes.", nameof(key));

    /// <summary>The token of a tenure for one platform.</summary>
    public string TokenOf(string platform, string number, int generation) => TenureToken.Compute(_key, platform, number, generation);

    /// <summary>The generation that a token stands for, or null.</summary>
    public int? GenerationOf(string platform, string number, int newest, string token) => TenureToken.GenerationOf(_key, platform, number, newest, token);
}
